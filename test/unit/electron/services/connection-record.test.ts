import { describe, expect, it } from 'vitest';
import { isSameView, readRecord, secretsOf } from '../../../../electron/services/connection-record.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../shared/model/connection.ts';

const settings: Pick<ConnectionSettings, 'name' | 'kind' | 'url' | 'publicKey' | 'regions' | 'color'> = {
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' },
  ...{ regions: ['cn-1'], color: 'teal' },
};
const full: ConnectionSettings = { ...connectionDefaults, ...settings };
const read = (change: object, more: object = {}) =>
  readRecord(
    new TextEncoder().encode(
      JSON.stringify({ settings: { ...settings, ...change }, privateKey: 'k', order: 1, ...more }),
    ),
  );

describe('a record', () => {
  it('is read as it is written', () => {
    const written = { ...full, companyIds: [7, 8], projectIds: ['project-1'], tags: ['a'] };
    const secrets = { proxyPassword: 'p' };
    expect(read(written, { secrets })).toEqual({ settings: written, privateKey: 'k', secrets, order: 1 });
  });

  it('of before connections said how they reach their cloud gets what was done then', () => {
    const lists = { companyIds: [7, 8], projectIds: ['project-1'] };
    expect(read(lists)).toEqual({ settings: { ...full, ...lists }, privateKey: 'k', secrets: {}, order: 1 });
  });

  it('of before there were jump hosts and TLS of consoles gets what was done then', () => {
    const { jump, consoleTls, consolePins, ...earlier } = full;
    expect([jump, consoleTls, consolePins]).toEqual([null, 'offered', []]);
    expect(read(earlier).settings).toEqual(full);
    expect(read({ ...earlier, tags: ['a'] }).settings).toEqual({ ...full, tags: ['a'] });
  });

  it.each([
    [null, []],
    [200000236, [200000236]],
  ])('that has one company (%s) is read as one with a list', (companyId, companyIds) => {
    expect(read({ companyId }).settings).toEqual({ ...full, companyIds });
  });

  it.each([
    ...[{}, { companyId: 'x' }, { companyIds: [7] }, { companyIds: [0], projectIds: [] }],
    ...[
      { ...full, trust: { kind: 'anybody' } },
      { ...full, limits: {} },
    ],
  ])('that is damaged is refused: %j', (change) => {
    expect(() => read(change)).toThrow();
  });
});

describe('a stored secret', () => {
  const proxy = { kind: 'http', host: 'proxy.example', port: 3128, user: 'me' } as const;
  const known = {
    ...{ settings: { ...full, otherUrls: ['https://two.example/api'], proxy }, order: 1 },
    ...{ privateKey: 'key', secrets: { proxyPassword: 'word' } },
  };
  const draft = (change: Partial<ConnectionSettings>) => ({
    ...{ ...known.settings, ...change, privateKey: null, secrets: {} },
  });

  it.each([
    {},
    { url: 'https://two.example/other', otherUrls: [] },
    { trust: { kind: 'pinned', fingerprints: ['x'] } },
    { name: 'Other' },
  ] as Partial<ConnectionSettings>[])('stays with the servers and the proxy it was entered for: %j', (change) => {
    expect(secretsOf(known, draft(change))).toEqual({ privateKey: 'key', secrets: { proxyPassword: 'word' } });
  });

  it.each([
    [{ url: 'https://three.example/api' }, 'connection.key-needed'],
    [{ otherUrls: ['https://two.example/api', 'https://three.example/api'] }, 'connection.key-needed'],
    [{ url: 'http://cloud.example/api' }, 'connection.key-needed'],
    [{ publicKey: 'other' }, 'connection.key-needed'],
    [{ proxy: { ...proxy, host: 'elsewhere.example' } }, 'connection.password-needed'],
    [{ proxy: { ...proxy, user: 'you' } }, 'connection.password-needed'],
  ] as const)('goes to no other: %j', (change, code) => {
    const given = draft(change as Partial<ConnectionSettings>);
    expect(() => secretsOf(known, given)).toThrow(expect.objectContaining({ code }));
  });

  it('is forgotten with its proxy, and replaced when another is given', () => {
    expect(secretsOf(known, draft({ proxy: { kind: 'system' } })).secrets).toEqual({});
    expect(secretsOf(known, { ...draft({}), secrets: { proxyPassword: 'new' } }).secrets).toEqual({
      proxyPassword: 'new',
    });
  });
});

describe('what a jump host is given', () => {
  const jump = { host: 'jump.example', port: 22, user: 'me', login: 'key', hostKey: null } as const;
  const known = {
    ...{ settings: { ...full, jump }, privateKey: 'key', order: 1 },
    secrets: { jumpKey: 'pem', jumpPassphrase: 'word' },
  };
  const given = (change: Partial<NonNullable<ConnectionSettings['jump']>>, secrets = {}) => ({
    ...{ ...known.settings, jump: { ...jump, ...change }, privateKey: null, secrets },
  });

  it('stays with its host and user, whatever host key is trusted', () => {
    const hostKey = `ssh-ed25519 SHA256:${'a'.repeat(43)}`;
    for (const change of [{}, { hostKey }]) expect(secretsOf(known, given(change)).secrets).toEqual(known.secrets);
  });

  it.each([[{ host: 'other.example' }], [{ port: 2222 }], [{ user: 'you' }]])('goes to no other: %j', (change) => {
    const code = 'connection.jump-secret-needed';
    expect(() => secretsOf(known, given(change))).toThrow(expect.objectContaining({ code }));
    expect(secretsOf(known, given(change, { jumpKey: 'new' })).secrets).toEqual({ jumpKey: 'new' });
  });

  it('is replaced, a key with its passphrase, and forgotten with the host or with the kind of login', () => {
    expect(secretsOf(known, given({}, { jumpKey: 'new' })).secrets).toEqual({ jumpKey: 'new' });
    expect(secretsOf(known, given({}, { jumpPassphrase: 'new' })).secrets).toEqual({
      ...{ jumpKey: 'pem', jumpPassphrase: 'new' },
    });
    expect(secretsOf(known, given({ login: 'password' }, { jumpPassword: 'p' })).secrets).toEqual({
      jumpPassword: 'p',
    });
    expect(secretsOf(known, { ...given({}), jump: null }).secrets).toEqual({});
  });
});

describe('two connections', () => {
  it.each([
    [{}, true],
    [{ name: 'Other', color: 'pink' }, true],
    [{ url: 'https://CLOUD.example/api/' }, true],
    [{ url: 'https://two.example/api', otherUrls: ['https://cloud.example/api'] }, true],
    [{ url: 'https://two.example/api' }, false],
    [{ publicKey: 'other' }, false],
    [{ regions: [] }, false],
    [{ companyIds: [7] }, false],
  ] as const)('with other %j are about the same: %s', (change, same) => {
    expect(isSameView(full, { ...full, ...(change as Partial<ConnectionSettings>) })).toBe(same);
  });
});
