import { describe, expect, it } from 'vitest';
import { hostKeySchema, readHostKey } from '../../../../shared/model/jump.ts';

const fingerprint = `SHA256:${'aB3/+'.repeat(8)}xyz`;

describe('a host key', () => {
  it.each([
    [fingerprint, fingerprint],
    [` ssh-ed25519 ${fingerprint}\n`, `ssh-ed25519 ${fingerprint}`],
    [`256 ${fingerprint} root@host (ED25519)`, `ssh-ed25519 ${fingerprint}`],
    [`3072 ${fingerprint} no comment (RSA)`, `ssh-rsa ${fingerprint}`],
    [`521 ${fingerprint} no comment (ECDSA)`, fingerprint],
    [`ECDSA key fingerprint is ${fingerprint}.`, fingerprint],
  ])('is found in %j', (text, key) => {
    expect(readHostKey(text)).toBe(key);
    expect(hostKeySchema.safeParse(readHostKey(text)).success).toBe(true);
  });

  it.each(['', 'SHA256:short', `${fingerprint}A`, 'MD5:aa:bb', `ssh-dss ${fingerprint} `])('is not %j', (text) => {
    const read = readHostKey(text);
    if (text.startsWith('ssh-dss')) expect(read).toBe(fingerprint);
    else expect(hostKeySchema.safeParse(read).success).toBe(false);
    expect(hostKeySchema.safeParse(text).success).toBe(false);
  });
});
