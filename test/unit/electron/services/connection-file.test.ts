import { expect, it } from 'vitest';
import { decodeConnections, encodeConnections } from '../../../../electron/services/connection-file.ts';
import { argon2id } from '../../../../electron/vault/argon2.ts';
import { passwordBytes, seal, type Random } from '../../../../electron/vault/crypto.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../shared/model/connection.ts';
import { Secret } from '../../../../shared/util/secret.ts';

const { signal } = new AbortController();
const word = new Secret('a long enough password');
const cost = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };
const random: Random = (length) => new Uint8Array(length).fill(7);
const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

const settings: ConnectionSettings = {
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', otherUrls: [], publicKey: 'public' },
  ...{ companyIds: [], projectIds: [], regions: [], color: 'teal', environment: null, tags: [], disabled: false },
  ...{ trust: connectionDefaults.trust, proxy: connectionDefaults.proxy, jump: null },
  ...{ limits: connectionDefaults.limits, consoleHost: null, consoleTls: 'offered', consolePins: [] },
  webConsole: null,
};

/** A file as an earlier version sealed it. */
async function sealedFile(connections: readonly unknown[]): Promise<string> {
  const salt = random(16);
  const associated = new TextEncoder().encode(
    JSON.stringify(['vmdeck-connections', 1, connections, cost, base64(salt)]),
  );
  const plaintext = new TextEncoder().encode(JSON.stringify([{ privateKey: 'key', secrets: { proxyPassword: 'p' } }]));
  const key = await argon2id(passwordBytes(word), salt, cost, signal);
  const { nonce, ciphertext, tag } = seal(key, plaintext, associated, random);
  return JSON.stringify({
    ...{ format: 'vmdeck-connections', version: 1, connections },
    sealed: {
      ...{ kdf: 'argon2id-v19', cost, salt: base64(salt), cipher: 'aes-256-gcm' },
      ...{ nonce: base64(nonce), ciphertext: base64(ciphertext), tag: base64(tag) },
    },
  });
}

it('a sealed file from before there were jump hosts, TLS of consoles and web consoles is read', async () => {
  const { jump, consoleTls, consolePins, webConsole, ...earlier } = settings;
  expect([jump, consoleTls, consolePins, webConsole]).toEqual([null, 'offered', [], null]);
  expect(await decodeConnections(await sealedFile([earlier]), word, argon2id, signal)).toEqual([
    { settings, secrets: { privateKey: 'key', secrets: { proxyPassword: 'p' } } },
  ]);
});

it('a sealed file from before hosts had one spelling is read, and has it then', async () => {
  const file = await sealedFile([{ ...settings, consoleHost: 'Consoles.example' }]);
  expect(await decodeConnections(file, word, argon2id, signal)).toMatchObject([
    { settings: { consoleHost: 'consoles.example' } },
  ]);
  const changed = file.replace('Consoles.example', 'consoles.example');
  await expect(decodeConnections(changed, word, argon2id, signal)).rejects.toMatchObject({
    code: 'transfer.wrong-password',
  });
});

it('a jump host is carried, its secrets under the password, and cannot be exchanged', async () => {
  const jump = { host: 'jump.example', port: 22, user: 'me', login: 'password', hostKey: null } as const;
  const record = { settings: { ...settings, jump }, privateKey: 'key', secrets: { jumpPassword: 'planted' }, order: 1 };
  const text = await encodeConnections([record], word, { random, deriveKey: argon2id, cost }, signal);
  expect(text).not.toContain('planted');
  expect(await decodeConnections(text, word, argon2id, signal)).toEqual([
    { settings: record.settings, secrets: { privateKey: 'key', secrets: { jumpPassword: 'planted' } } },
  ]);
  const elsewhere = text.replace('jump.example', 'evil.example');
  await expect(decodeConnections(elsewhere, word, argon2id, signal)).rejects.toMatchObject({
    code: 'transfer.wrong-password',
  });
});
