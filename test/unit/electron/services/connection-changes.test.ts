import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { redactParameters } from '../../../../electron/services/audit-facts.ts';
import { editOf, waysOf } from '../../../../electron/services/connection-changes.ts';
import {
  connectionDefaults,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../../../shared/model/connection.ts';
import { pem } from '../../../support/tls-front.ts';

/** What is told beside the kind and the address. */
function changesOf(from: ConnectionSettings, draft: ConnectionDraft): Readonly<Record<string, unknown>> {
  const { kind, url, ...told } = editOf('id', from, draft).parameters ?? {};
  expect(kind).toBe('ucloudstack');
  expect(url).toBe(draft.url);
  return told;
}

const before: ConnectionSettings = {
  ...connectionDefaults,
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' },
};
const jump = { host: 'jump.example', port: 22, user: 'me', login: 'key', hostKey: null } as const;
const hostKey = `ssh-ed25519 SHA256:${'a'.repeat(43)}`;
const ca = new X509Certificate(pem('ca')).fingerprint256;

it.each([
  [{ color: 'pink', name: 'Other' }, { changed: 'color name' }],
  [
    { otherUrls: ['https://two.example/api?key=planted'] },
    {
      changed: 'otherUrls',
      addresses: 'https://cloud.example/api → https://cloud.example/api, https://two.example/api',
    },
  ],
  [{ consoleHost: 'one.example' }, { changed: 'consoleHost', consoleHost: 'none → one.example' }],
  [{ jump }, { changed: 'jump', jump: 'none → jump.example:22 as me, no host key' }],
  [{ jump: { ...jump, host: '::1' } }, { changed: 'jump', jump: 'none → [::1]:22 as me, no host key' }],
  [{ jump: { ...jump, hostKey } }, { changed: 'jump', jump: `none → jump.example:22 as me, ${hostKey}` }],
  [
    {
      trust: { kind: 'authorities', pem: `${pem('ca')}\n-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----` },
    },
    { changed: 'trust', trust: `system → authority ${ca}, authority ?` },
  ],
  [
    { proxy: { kind: 'socks5', host: 'proxy.example', port: 1080, user: '' } },
    { changed: 'proxy', proxy: 'none → socks5 proxy.example:1080' },
  ],
  [
    { privateKey: 'planted', secrets: { proxyPassword: 'planted', jumpKey: 'planted' } },
    { changed: 'privateKey proxyPassword jumpKey' },
  ],
] as const)('a change to %j is told as %j', (change, told) => {
  const draft = { ...{ ...before, privateKey: null, secrets: {} }, ...(change as Partial<ConnectionSettings>) };
  expect(changesOf(before, draft)).toEqual(told);
});

const sha256 = (digit: string): string => Array(32).fill(digit.repeat(2)).join(':');
const consolePins = Array.from({ length: 7 }, (_, index) => ({ host: `hv${index}.example`, sha256: sha256('A') }));

it('long addresses, and the new order of many, are told whole', () => {
  const address = (host: string) => `https://${host}.example/${'a'.repeat(1970)}`;
  const from = { ...before, url: address('one'), otherUrls: [address('two')] };
  const kept = { ...from, privateKey: null, secrets: {} };
  const other = changesOf(from, { ...kept, otherUrls: [address('six')] });
  expect(redactParameters(other)).toEqual({
    ...{ changed: 'otherUrls', 'addresses.added.1': address('six'), 'addresses.removed.1': address('two') },
  });
  const order = changesOf(from, { ...kept, url: address('two'), otherUrls: [address('one')] });
  expect(redactParameters(order)).toEqual({
    ...{ changed: 'otherUrls url', 'addresses.1': address('two'), 'addresses.2': address('one') },
  });
});

it('what a long list lost and gained is told whole, one by one', () => {
  const [first, ...kept] = consolePins;
  const pinned = (...digits: string[]) => ({ kind: 'pinned' as const, fingerprints: digits.map(sha256) });
  const from = { ...before, consolePins, trust: pinned('1', '2', '3', '4', '5', '6') };
  const draft = { ...from, consolePins: [...kept, { host: 'evil.example', sha256: sha256('E') }] };
  const changed = changesOf(from, {
    ...{ ...draft, trust: pinned('1', '2', '3', '4', '5', '7') },
    ...{ privateKey: null, secrets: {} },
  });
  expect(changed).toEqual({
    changed: 'trust consolePins',
    'trust.added.1': `pinned ${sha256('7')}`,
    'trust.removed.1': `pinned ${sha256('6')}`,
    'consolePins.added.1': `evil.example ${sha256('E')}`,
    'consolePins.removed.1': `${first?.host ?? ''} ${sha256('A')}`,
  });
  expect(redactParameters(changed)).toEqual(changed);
  const ways = waysOf(draft);
  expect(ways).toMatchObject({ 'consolePins.7': `evil.example ${sha256('E')}`, 'trust.6': `pinned ${sha256('6')}` });
  expect(redactParameters(ways)).toEqual(ways);
});
