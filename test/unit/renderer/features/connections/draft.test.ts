import { describe, expect, it } from 'vitest';
import { draftText, readDraft } from '../../../../../renderer/features/connections/draft.ts';
import { aConnection } from '../../sample.ts';

const filled = {
  ...draftText(null, 0),
  ...{ name: 'Prod', url: ' https://cloud.example/api ', publicKey: 'public', privateKey: 'private' },
};

describe('readDraft', () => {
  it('reads regions, companies and projects from text', () => {
    const lists = { regions: 'cn-1, cn-2，cn-3', companyIds: ' 200，7 ', projectIds: 'project-1' };
    const read = readDraft({ ...filled, ...lists }, null);
    const expected = { regions: ['cn-1', 'cn-2', 'cn-3'], companyIds: [200, 7], projectIds: ['project-1'] };
    expect(read).toMatchObject({ draft: expected });
    expect(read).toMatchObject({ draft: { url: 'https://cloud.example/api' } });
  });

  it('names every wrong field', () => {
    const read = readDraft({ ...draftText(null, 0), companyIds: '7, x' }, null);
    expect('wrong' in read && [...read.wrong].sort()).toEqual(['companyIds', 'name', 'privateKey', 'publicKey', 'url']);
  });

  it('reads whom to trust and what to go through', () => {
    const pin = '0a'.repeat(32);
    const pinned = readDraft({ ...filled, trust: 'pinned', fingerprints: `sha256:${pin}\n${pin}` }, null);
    const fingerprint = Array(32).fill('0A').join(':');
    expect(pinned).toMatchObject({ draft: { trust: { kind: 'pinned', fingerprints: [fingerprint, fingerprint] } } });
    const proxy = { proxy: 'http', proxyHost: 'proxy.example', proxyPort: '3128', proxyUser: 'me' } as const;
    expect(readDraft({ ...filled, ...proxy, proxyPassword: 'word' }, null)).toMatchObject({
      draft: { proxy: { kind: 'http', port: 3128, user: 'me' }, secrets: { proxyPassword: 'word' } },
    });
    const more = { otherUrls: ' https://b.example\nhttps://c.example', tags: 'web, 生产，x', pollSeconds: '60' };
    expect(readDraft({ ...filled, ...more }, null)).toMatchObject({
      draft: { otherUrls: ['https://b.example', 'https://c.example'], tags: ['web', '生产', 'x'] },
    });
  });

  it.each([
    [{ trust: 'pinned', fingerprints: 'abc' }, 'fingerprints'],
    [{ trust: 'pinned', fingerprints: '' }, 'fingerprints'],
    [{ trust: 'authorities', pem: 'none' }, 'pem'],
    [{ proxy: 'socks5', proxyHost: '', proxyPort: '1080' }, 'proxyHost'],
    [{ proxy: 'socks5', proxyHost: 'p', proxyPort: '' }, 'proxyPort'],
    [{ concurrency: '' }, 'concurrency'],
    [{ callsPerSecond: 'x' }, 'callsPerSecond'],
    [{ otherUrls: 'b.example' }, 'otherUrls'],
    [{ otherUrls: 'http://b.example' }, 'otherUrls'],
    [{ otherUrls: 'https://b.example?token=1' }, 'otherUrls'],
    [{ url: 'https://b.example/api?AccessKey=1' }, 'url'],
    [{ proxy: 'http', proxyHost: 'p', proxyPort: '1', proxyUser: 'me' }, 'proxyPassword'],
    [{ consoleHost: 'https://b' }, 'consoleHost'],
    [{ webConsole: 'https://b/' }, 'webConsole'],
    [{ consolePins: 'AB:CD' }, 'consolePins'],
    [{ consolePins: `c.example ${'ab'.repeat(31)}` }, 'consolePins'],
  ] as const)('names the field of %j', (change, field) => {
    expect(readDraft({ ...filled, ...change }, null)).toEqual({ wrong: new Set([field]) });
  });

  it('reads the jump host, and of its secrets those of the chosen login', () => {
    const jump = { jump: true, jumpHost: 'jump.example', jumpUser: ' me ' } as const;
    const key = `SHA256:${'a'.repeat(43)}`;
    const typed = {
      jumpPassword: 'word',
      jumpKey: 'pem',
      jumpPassphrase: 'phrase',
      jumpHostKey: `256 ${key} h (ED25519)`,
    };
    expect(readDraft({ ...filled, ...jump, ...typed }, null)).toMatchObject({
      draft: {
        jump: { host: 'jump.example', port: 22, user: 'me', login: 'password', hostKey: `ssh-ed25519 ${key}` },
        secrets: { jumpPassword: 'word' },
      },
    });
    expect(readDraft({ ...filled, ...jump, ...typed, jumpLogin: 'key' }, null)).toMatchObject({
      draft: { jump: { login: 'key' }, secrets: { jumpKey: 'pem', jumpPassphrase: 'phrase' } },
    });
    expect(readDraft({ ...filled, ...typed }, null)).toMatchObject({ draft: { jump: null, secrets: {} } });
  });

  it.each([
    [{ jumpHost: '' }, 'jumpHost'],
    [{ jumpPort: '' }, 'jumpPort'],
    [{ jumpUser: ' ' }, 'jumpUser'],
    [{ jumpHostKey: 'SHA256:short' }, 'jumpHostKey'],
    [{ jumpPassword: 'x'.repeat(1001) }, 'jumpPassword'],
  ] as const)('names the field of a jump host with %j', (change, field) => {
    const jump = { jump: true, jumpHost: 'jump.example', jumpUser: 'me' } as const;
    expect(readDraft({ ...filled, ...jump, ...change }, null)).toEqual({ wrong: new Set([field]) });
  });

  it('gives back what it was given', () => {
    const connection = aConnection();
    const settings = {
      ...connection.settings,
      ...{ tags: ['a', 'b'], environment: 'production' as const, otherUrls: ['https://b.example/'] },
      ...{ proxy: { kind: 'socks5' as const, host: 'p', port: 1080, user: '' }, consoleHost: 'c.example' },
      ...{ consoleTls: 'always' as const, webConsole: 'https://c.example/{session}' },
      consolePins: [{ host: '10.0.0.5', sha256: 'AB:'.repeat(31) + 'CD' }],
      jump: { host: 'j', port: 2222, user: 'me', login: 'key' as const, hostKey: null },
      limits: { ...connection.settings.limits, callsPerSecond: 2.5, pollSeconds: 60 },
      disabled: true,
    };
    const full = { ...connection, settings };
    expect(readDraft(draftText(full, 1), full)).toEqual({ draft: { ...settings, privateKey: null, secrets: {} } });
  });

  it('asks of a kept connection only what is changed of its addresses', () => {
    const sample = aConnection();
    const otherUrls = ['http://b.example'];
    const kept = { ...sample, settings: { ...sample.settings, url: 'https://a.example/?key=1', otherUrls } };
    const text = { ...draftText(kept, 1), name: 'Renamed' };
    expect(readDraft(text, kept)).toMatchObject({ draft: { name: 'Renamed', otherUrls } });
    expect(readDraft(text, kept, true)).toEqual({ wrong: new Set(['url', 'otherUrls']) });
    expect(readDraft({ ...text, url: 'https://c.example' }, kept)).toEqual({ wrong: new Set(['otherUrls']) });
    expect(readDraft({ ...text, otherUrls: '' }, kept)).toMatchObject({ draft: { otherUrls: [] } });
  });

  it('keeps the stored key when it is left empty while editing', () => {
    const connection = aConnection();
    expect(readDraft(draftText(connection, 1), connection)).toMatchObject({ draft: { privateKey: null } });
  });

  it.each([
    ...['ftp://cloud.example', 'cloud.example/api', 'https://'],
    ...[
      'https://me:secret@cloud.example/api',
      'https://me@cloud.example/api',
      'https:me:secret@cloud.example',
      'ht\ttps://me@cloud.example',
    ],
  ])('refuses %s', (url) => {
    expect(readDraft({ ...filled, url }, null)).toEqual({ wrong: new Set(['url']) });
  });
});

it('gives each new connection the next colour', () => {
  expect(draftText(null, 1).color).not.toBe(draftText(null, 0).color);
  expect(draftText(null, 6).color).toBe(draftText(null, 0).color);
});
