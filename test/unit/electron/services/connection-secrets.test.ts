import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../../../electron/services/connection-secrets.ts';
import { nothingSeen } from '../../../../electron/services/seen-certificates.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../shared/model/connection.ts';

const full: ConnectionSettings = {
  ...connectionDefaults,
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public', regions: ['cn-1'] },
};
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('a stored secret', () => {
  const proxy = { kind: 'https', host: 'proxy.example', port: 3128, user: 'me' } as const;
  const [first, second, third] = ['AA', 'BB', 'CC'].map((pair) => Array<string>(32).fill(pair).join(':'));
  const pins = (...fingerprints: readonly unknown[]) => ({ trust: { kind: 'pinned', fingerprints } });
  const stored = pins(first, second) as Pick<ConnectionSettings, 'trust'>;
  const known = {
    ...{ settings: { ...full, otherUrls: ['https://two.example/api'], proxy, ...stored }, order: 1 },
    ...{ privateKey: 'key', secrets: { proxyPassword: 'word' } },
  };
  const draft = (change: Partial<ConnectionSettings>) => ({
    ...{ privateKey: null, secrets: {}, ...known.settings, ...change },
  });

  it.each([
    {},
    { url: 'https://two.example/other', otherUrls: [] },
    pins(second),
    { name: 'Other', color: 'pink', environment: 'production', tags: ['a'], disabled: true },
    { regions: [], companyIds: [7], projectIds: ['p'], limits: { ...full.limits, concurrency: 1 } },
  ] as Partial<ConnectionSettings>[])('stays with the servers and the way it was entered for: %j', (change) => {
    expect(secretsOf(known, draft(change))).toEqual({ privateKey: 'key', secrets: { proxyPassword: 'word' } });
  });

  it('goes to a server whose certificate main itself has just fetched', () => {
    const given = draft(pins(first, third) as Partial<ConnectionSettings>);
    expect(secretsOf(known, given, { ...nothingSeen, certificate: (sha256) => sha256 === third }).privateKey).toBe(
      'key',
    );
    expect(() => secretsOf(known, given)).toThrow(expect.objectContaining({ code: 'connection.key-needed' }));
  });

  it('stays when own authorities are given up, not when others come', () => {
    const own = { ...known, settings: { ...known.settings, trust: { kind: 'authorities', pem: 'one' } as const } };
    expect(secretsOf(own, draft({ trust: { kind: 'system' } })).privateKey).toBe('key');
    const other = draft({ trust: { kind: 'authorities', pem: 'two' } });
    expect(() => secretsOf(own, other)).toThrow(expect.objectContaining({ code: 'connection.key-needed' }));
  });

  it.each([
    [{ url: 'https://three.example/api' }, 'connection.key-needed'],
    [{ otherUrls: ['https://two.example/api', 'https://three.example/api'] }, 'connection.key-needed'],
    [{ url: 'http://cloud.example/api' }, 'connection.key-needed'],
    [{ publicKey: 'other' }, 'connection.key-needed'],
    [{ kind: 'ucloudstack-v2' }, 'connection.key-needed'],
    [{ consoleHost: 'elsewhere.example' }, 'connection.key-needed'],
    [{ webConsole: 'https://elsewhere.example/{session}' }, 'connection.key-needed'],
    [{ proxy: { kind: 'none' } }, 'connection.key-needed'],
    [{ proxy: { ...proxy, host: 'elsewhere.example' } }, 'connection.key-needed'],
    [{ trust: { kind: 'system' } }, 'connection.key-needed'],
    [{ trust: { kind: 'authorities', pem: 'x' } }, 'connection.key-needed'],
    [pins(first, third), 'connection.key-needed'],
    [{ proxy: { ...proxy, host: 'elsewhere.example' }, privateKey: 'k' }, 'connection.password-needed'],
    [{ proxy: { ...proxy, user: 'you' }, privateKey: 'k' }, 'connection.password-needed'],
    [{ trust: { kind: 'system' }, privateKey: 'k' }, 'connection.password-needed'],
  ] as const)('goes to no other: %j', (change, code) => {
    const given = draft(change as Partial<ConnectionSettings>);
    expect(() => secretsOf(known, given)).toThrow(expect.objectContaining({ code }));
  });

  it('is forgotten with its proxy, and replaced when another is given', () => {
    expect(secretsOf(known, { ...draft({ proxy: { kind: 'system' } }), privateKey: 'k' }).secrets).toEqual({});
    expect(secretsOf(known, { ...draft({}), secrets: { proxyPassword: 'new' } }).secrets).toEqual({
      proxyPassword: 'new',
    });
  });
});

describe('a stored key', () => {
  const jump = {
    host: 'jump.example',
    port: 22,
    user: 'me',
    login: 'key',
    hostKey: `SHA256:${'a'.repeat(43)}`,
  } as const;
  const [first, second] = ['AA', 'BB'].map((pair) => Array<string>(32).fill(pair).join(':')) as [string, string];
  const consolePins = [
    { host: 'one.example', sha256: first },
    { host: 'one.example', sha256: second },
    { host: 'two.example', sha256: first },
  ];
  const settings: ConnectionSettings = { ...full, jump, consoleTls: 'always', consolePins };
  const known = { ...{ settings, order: 1, privateKey: 'key' }, secrets: { jumpKey: 'pem' } };
  const draft = (change: Partial<ConnectionSettings>) => ({ privateKey: null, secrets: {}, ...settings, ...change });
  const other = `ssh-ed25519 SHA256:${'b'.repeat(43)}`;
  const fresh = { host: 'two.example', sha256: second };

  it.each([
    {},
    { jump: { ...jump, hostKey: null } },
    { consolePins: consolePins.slice(1) },
  ] satisfies Partial<ConnectionSettings>[])('stays where nobody else is believed: %j', (change) => {
    expect(secretsOf(known, draft(change))).toEqual({ privateKey: 'key', secrets: { jumpKey: 'pem' } });
  });

  it('stays when consoles are to speak TLS in every case, not when they need not any more', () => {
    const before = { ...known, settings: { ...settings, consoleTls: 'offered' as const } };
    expect(secretsOf(before, draft({})).privateKey).toBe('key');
    expect(() => secretsOf(known, draft({ consoleTls: 'offered' }))).toThrow(refusal('connection.key-needed'));
  });

  it('stays with another way to log in to the jump host', () => {
    const given = { ...draft({ jump: { ...jump, login: 'password' } }), secrets: { jumpPassword: 'p' } };
    expect(secretsOf(known, given)).toEqual({ privateKey: 'key', secrets: { jumpPassword: 'p' } });
  });

  it.each([
    { jump: null },
    { jump: { ...jump, host: 'elsewhere.example' } },
    { jump: { ...jump, port: 2222 } },
    { jump: { ...jump, hostKey: other } },
    { consolePins: consolePins.slice(0, 2) },
    { consolePins: [...consolePins, fresh] },
    { consolePins: [{ host: 'one.example', sha256: first }, fresh] },
  ] satisfies Partial<ConnectionSettings>[])('goes by no other way: %j', (change) => {
    const given = { ...draft(change), secrets: { jumpKey: 'pem' } };
    expect(() => secretsOf(known, given)).toThrow(refusal('connection.key-needed'));
    expect(secretsOf(known, { ...given, privateKey: 'k' }).privateKey).toBe('k');
  });

  it('goes to the jump host and the console that have just shown what is trusted now', () => {
    const given = draft({ jump: { ...jump, hostKey: other }, consolePins: [...consolePins, fresh] });
    const seen = {
      ...{ ...nothingSeen, hostKey: (key: string) => key === other },
      consolePin: ({ host, sha256 }: typeof fresh) => host === fresh.host && sha256 === fresh.sha256,
    };
    expect(secretsOf(known, given, seen)).toEqual({ privateKey: 'key', secrets: { jumpKey: 'pem' } });
  });
});

describe('what a jump host is given', () => {
  const jump = { host: 'jump.example', port: 22, user: 'me', login: 'key', hostKey: null } as const;
  const known = {
    ...{ settings: { ...full, jump }, privateKey: 'key', order: 1 },
    secrets: { jumpKey: 'pem', jumpPassphrase: 'word' },
  };
  const given = (change: Partial<NonNullable<ConnectionSettings['jump']>>, secrets = {}) => ({
    ...{ ...known.settings, jump: { ...jump, ...change }, privateKey: 'k', secrets },
  });
  const hostKey = `ssh-ed25519 SHA256:${'a'.repeat(43)}`;

  it('stays with its host and user, and goes on when a person trusts the host key that the host shows', () => {
    expect(secretsOf(known, given({})).secrets).toEqual(known.secrets);
    const seen = { ...nothingSeen, hostKey: (key: string) => key === hostKey };
    expect(secretsOf(known, given({ hostKey }), seen).secrets).toEqual(known.secrets);
  });

  it.each([[{ host: 'other.example' }], [{ port: 2222 }], [{ user: 'you' }], [{ hostKey }]])(
    'goes to no other: %j',
    (change) => {
      expect(() => secretsOf(known, given(change))).toThrow(refusal('connection.jump-secret-needed'));
      expect(secretsOf(known, given(change, { jumpKey: 'new' })).secrets).toEqual({ jumpKey: 'new' });
    },
  );

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
