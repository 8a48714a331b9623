import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { lookAtHostKey } from '../../../electron/net/jump/look.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { makeKey, type SshServer } from '../../support/sshd.ts';
import { dial, echo, keyLogin, secret, sshd, through } from './jump-support.ts';
import { failureOf, never } from './support.ts';

describe('the private key for a jump host', () => {
  const files = [
    ['Ed25519', 'ed25519', [], ''],
    ['Ed25519 under a passphrase', 'ed25519', [], 'planted'],
    ['ECDSA as PEM', 'ecdsa', ['-m', 'PEM'], ''],
    ['RSA', 'rsa', ['-b', '2048'], ''],
    ['RSA as PEM under a passphrase', 'rsa', ['-b', '2048', '-m', 'PEM'], 'planted'],
    ['RSA as PKCS #8', 'rsa', ['-b', '2048', '-m', 'PKCS8'], ''],
    ['ECDSA as PKCS #8 under a passphrase', 'ecdsa', ['-m', 'PKCS8'], 'planted'],
  ] as const;

  it.each(files)('is read: %s', async (_, type, more, passphrase) => {
    const server = await sshd();
    const file = join(server.folder, 'mine');
    makeKey(file, type, passphrase, more);
    appendFileSync(join(server.folder, 'authorized_keys'), readFileSync(`${file}.pub`));
    const text = readFileSync(file, 'utf8');
    const { port } = await echo();
    (await dial(through(server, { login: keyLogin(text, passphrase) }), port)).destroy();
    if (passphrase === '') return;
    for (const wrong of ['', 'wrong']) {
      const failure = await failureOf(dial(through(server, { login: keyLogin(text, wrong) }), port));
      expect(failure).toMatchObject({ code: 'jump.key-passphrase' });
    }
    expect(server.accepted).toBe(1);
  });

  it('of Ed25519 as PKCS #8 is read', async () => {
    const server = await sshd();
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'word' })
      .toString();
    const login = keyLogin(pem, 'word');
    // Read, and unknown to the host.
    await expect(dial(through(server, { login }), 9)).rejects.toMatchObject({ code: 'jump.login' });
    const wrong = through(server, { login: keyLogin(pem, 'other') });
    await expect(dial(wrong, 9)).rejects.toMatchObject({ code: 'jump.key-passphrase' });
  });

  it.each([
    ['', 'nothing'],
    ['planted', 'a word'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', 'a damaged one'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'a damaged one of PKCS #8'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0b9u0W0N6gV2XkT0rj0hIuC1b6x0rJ3S2t1m8yq0aB', 'a public one'],
  ])('is told when it is none (%#: %s)', async (text) => {
    const server = await sshd();
    const failure = await failureOf(dial(through(server, { login: keyLogin(text, 'planted') }), 9));
    expect(failure).toMatchObject({ code: 'jump.key-unreadable' });
    expect(JSON.stringify(failure)).not.toContain('planted');
    expect(server.accepted).toBe(0);
  });
});

describe('the host key', () => {
  const look = (server: SshServer, known: string | null = null) =>
    lookAtHostKey(
      {
        ...{ jump: { host: server.host, port: server.port }, known, clock: systemClock, limitMs: 10_000 },
        route: { trust: { kind: 'system' }, proxy: { kind: 'none' } },
      },
      never(),
    );

  it('is shown without a login, and believed only when it is pinned', async () => {
    const server = await sshd();
    const shown = await look(server);
    expect(shown).toBe(`ssh-ed25519 ${server.fingerprint('ed25519')}`);
    const password = vi.fn(secret('planted'));
    await expect(
      dial(through(server, { hostKey: null, login: { kind: 'password', password } }), 9),
    ).rejects.toMatchObject({ code: 'jump.host-key-unknown', params: { actual: shown } });
    expect(password).not.toHaveBeenCalled();
    await expect(dial(through(server, { hostKey: shown }), 9)).rejects.toMatchObject({ code: 'jump.no-way' });
    expect(server.log().match(/Accepted publickey/g)).toHaveLength(1);
  });

  it('is a stop when it has changed, with both fingerprints, and nobody is logged in', async () => {
    const server = await sshd();
    const hostKey = await look(server);
    await server.showKeys(server.newKey('ed25519'));
    const actual = await look(server, hostKey);
    await expect(dial(through(server, { hostKey }), 9)).rejects.toMatchObject({
      code: 'jump.host-key-changed',
      params: { jump: '127.0.0.1', port: server.port, expected: hostKey, actual },
    });
    expect(actual).not.toBe(hostKey);
    expect(server.log()).not.toContain('Accepted');
  });

  it('of the algorithm that is pinned is asked for where a host has several', async () => {
    const server = await sshd({ hostKeys: ['ed25519', 'ecdsa', 'rsa'] });
    const { port } = await echo();
    for (const [type, algorithm] of [
      ['rsa', 'ssh-rsa'],
      ['ecdsa', 'ecdsa-sha2-nistp256'],
      ['ed25519', 'ssh-ed25519'],
    ] as const) {
      const hostKey = `${algorithm} ${server.fingerprint(type)}`;
      expect(await look(server, hostKey)).toBe(hostKey);
      (await dial(through(server, { hostKey }), port)).destroy();
    }
  });
});
