import { describe, expect, it } from 'vitest';
import { argon2id } from '../../../../electron/vault/argon2.ts';
import { passwordBytes, passwordLength, seal, unseal, wipe } from '../../../../electron/vault/crypto.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, floor, never, random, utf8 } from './harness.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('argon2id', () => {
  it('gives the value of the reference implementation (phc-winner-argon2, src/test.c)', async () => {
    const cost = { memoryKiB: 65536, passes: 2, parallelism: 1 };
    const key = await argon2id(utf8('password'), utf8('somesalt'), cost, never);
    expect(hex(key)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('ends with the signal, before and during the work', async () => {
    const control = new AbortController();
    const running = argon2id(utf8('password'), random(16), { ...floor, passes: 16 }, control.signal);
    control.abort();
    expect(await codeOf(running)).toBe('cancelled');
    expect(await codeOf(argon2id(utf8('password'), random(16), floor, control.signal))).toBe('cancelled');
  });
});

describe('passwords', () => {
  it('are the same however they are composed', () => {
    expect(passwordBytes(new Secret('Ame\u0301lie ﬁ １'))).toEqual(passwordBytes(new Secret('Am\u00e9lie fi 1')));
  });

  it('are counted in code points', () => {
    expect(passwordLength(new Secret('密码😀e\u0301'))).toBe(4);
  });
});

describe('seal', () => {
  const key = random(32);
  const aad = utf8('aad');

  it('opens to the plaintext, also an empty one, under a fresh nonce each time', () => {
    for (const text of ['', 'a', 'x'.repeat(100_000)]) {
      const one = seal(key, utf8(text), aad, random);
      const two = seal(key, utf8(text), aad, random);
      expect(one.nonce).not.toEqual(two.nonce);
      expect(one.ciphertext).toHaveLength(text.length);
      expect(unseal(key, one, aad)).toEqual(Buffer.from(text));
    }
  });

  it('does not open with another key, nonce, ciphertext, tag or additional data', () => {
    const sealed = seal(key, utf8('plaintext'), aad, random);
    const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
    expect(unseal(flip(key), sealed, aad)).toBeNull();
    expect(unseal(key, { ...sealed, nonce: flip(sealed.nonce) }, aad)).toBeNull();
    expect(unseal(key, { ...sealed, ciphertext: flip(sealed.ciphertext) }, aad)).toBeNull();
    expect(unseal(key, { ...sealed, tag: flip(sealed.tag) }, aad)).toBeNull();
    expect(unseal(key, sealed, flip(aad))).toBeNull();
  });

  it('is AES-256-GCM as published (McGrew and Viega, GCM revised spec, test case 16)', () => {
    const from = (text: string): Uint8Array => Buffer.from(text, 'hex');
    const sealed = seal(
      from('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
      from(
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
      ),
      from('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
      () => from('cafebabefacedbaddecaf888'),
    );
    expect(hex(sealed.ciphertext)).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    );
    expect(hex(sealed.tag)).toBe('76fc6ece0f4e1768cddf8853bb2d551b');
  });
});

it('wipe leaves zeroes only', () => {
  const buffers = [random(32), random(5)];
  wipe(...buffers);
  expect(buffers).toEqual([new Uint8Array(32), new Uint8Array(5)]);
});
