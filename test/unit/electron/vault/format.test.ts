import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argon2id } from '../../../../electron/vault/argon2.ts';
import { encodeVault } from '../../../../electron/vault/encode.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { parseVault } from '../../../../electron/vault/parse.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { memoryKeychain } from '../../../support/memory-keychain.ts';
import {
  codeOf,
  failureOf,
  never,
  newPath,
  newVault,
  openVault,
  password,
  random,
  reopen,
  textOf,
  utf8,
} from './harness.ts';

const plaintexts = new Map([
  ['a', 'first secret'],
  ['b', 'second secret'],
]);

/** Offsets of README.md, written down again: prologue, slot and index of a vault with the records a and b. */
const at = { version: 8, headLength: 12, prologueCheck: 24, kdf: 36, lanes: 37, passes: 38, memory: 40, salt: 44 };

let path: string;
let file: Buffer;

async function smallFile(): Promise<void> {
  path = await newPath();
  const vault = await newVault(path);
  for (const [id, text] of plaintexts) await vault.put(id, 'note', utf8(text));
  await vault.close();
  file = await readFile(path);
}

const edited = (edit: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(file);
  edit(bytes);
  return bytes;
};

/** What an attacker does who can write the file: makes every sum fit again. */
function withSums(bytes: Buffer): Buffer {
  const sha256 = (part: Uint8Array): Buffer => createHash('sha256').update(part).digest();
  bytes.set(sha256(bytes.subarray(0, at.prologueCheck)).subarray(0, 8), at.prologueCheck);
  const headLength = bytes.readUInt32BE(at.headLength);
  if (headLength >= 64 && headLength <= bytes.length) {
    bytes.set(sha256(bytes.subarray(0, headLength - 32)), headLength - 32);
  }
  return bytes;
}

const parseCode = (bytes: Uint8Array): string | null => {
  try {
    parseVault(bytes);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

/** Opens changed bytes as a vault; whatever can be read must be the true plaintext. Gives every failure code met. */
async function outcome(bytes: Uint8Array): Promise<Set<string>> {
  await writeFile(path, bytes);
  // Thousands of files take turns in one place, each as if it were the first: wrong passwords are not written down.
  const refuse = (): Promise<never> => Promise.reject(new Error('read-only'));
  const files = { ...nodeFiles, write: refuse, claim: refuse };
  const vault = await openVault(path, { readOnly: true, files });
  const codes = new Set<string>();
  const refused = await codeOf(vault.unlock(password, never));
  if (refused !== null) {
    expect(vault.state).not.toBe('unlocked');
    return codes.add(refused);
  }
  expect(vault.list().map(({ id }) => id)).toEqual([...plaintexts.keys()]);
  for (const [id, text] of plaintexts) {
    const failure = await failureOf(vault.read(id));
    if (failure === null) expect(await textOf(vault, id)).toBe(text);
    else {
      expect(failure.toData()).toEqual({ code: 'vault.record-damaged', params: { id }, detail: null });
      codes.add(failure.code);
    }
  }
  return codes;
}

describe('a file cut short', () => {
  it('at every length is a typed failure and never opens', async () => {
    await smallFile();
    for (let length = 0; length < file.length; length++) {
      expect(parseCode(file.subarray(0, length))).toBe('vault.truncated');
    }
    expect(parseCode(file)).toBeNull();
  });

  it('or made longer does not open', async () => {
    await smallFile();
    expect(parseCode(Buffer.concat([file, Buffer.alloc(1)]))).toBe('vault.corrupt');
  });
});

describe('a flipped bit', () => {
  it('anywhere is found: the head as corrupt, a ciphertext as its record, and the other record opens', async () => {
    await smallFile();
    const headLength = file.readUInt32BE(at.headLength);
    for (let bit = 0; bit < file.length * 8; bit++) {
      const byte = bit >> 3;
      const changed = edited((bytes) => (bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (bit & 7))));
      if (byte < headLength) expect(parseCode(changed)).toBe(byte < 8 ? 'vault.foreign' : 'vault.corrupt');
      else expect([...(await outcome(changed))]).toEqual(['vault.record-damaged']);
    }
  });

  it('anywhere is found by the tags alone when the sums were made to fit', async () => {
    await smallFile();
    const headLength = file.readUInt32BE(at.headLength);
    const met = new Map<string, number>();
    for (let byte = 8; byte < headLength; byte++) {
      if (byte >= at.prologueCheck && byte < 32) continue;
      if (byte >= headLength - 32) continue;
      const changed = withSums(edited((bytes) => (bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (byte & 7)))));
      const codes = await outcome(changed);
      expect(codes.size).toBe(1);
      for (const code of codes) met.set(code, (met.get(code) ?? 0) + 1);
    }
    expect([...met.keys()].sort()).toEqual([
      'vault.corrupt',
      'vault.kdf-out-of-bounds',
      'vault.newer',
      'vault.truncated',
      'vault.wrong-password',
    ]);
  });
});

describe('tampering', () => {
  it('by swapping two ciphertexts, with sums made to fit, opens neither', async () => {
    path = await newPath();
    const vault = await newVault(path);
    await vault.put('a', 'note', utf8('text one'));
    await vault.put('b', 'note', utf8('text two'));
    file = await readFile(path);
    const body = file.readUInt32BE(at.headLength);
    const swapped = edited((bytes) => {
      file.copy(bytes, body, body + 8, body + 16);
      file.copy(bytes, body + 8, body, body + 8);
    });
    await writeFile(path, swapped);
    const changed = await reopen(path);
    expect(await codeOf(changed.read('a'))).toBe('vault.record-damaged');
    expect(await codeOf(changed.read('b'))).toBe('vault.record-damaged');
  });

  it('by swapping two index entries is found when the key is there', async () => {
    await smallFile();
    const entry = (id: string): number => file.indexOf(Buffer.from([1, id.charCodeAt(0), 4, ...Buffer.from('note')]));
    const swapped = edited((bytes) => {
      bytes[entry('a') + 1] = 'b'.charCodeAt(0);
      bytes[entry('b') + 1] = 'a'.charCodeAt(0);
    });
    expect(parseCode(withSums(swapped))).toBeNull();
    expect([...(await outcome(swapped))]).toEqual(['vault.corrupt']);
  });

  it('by putting an older ciphertext of the same record back is found', async () => {
    path = await newPath();
    const vault = await newVault(path);
    await vault.put('a', 'note', utf8('older'));
    const older = await readFile(path);
    await vault.put('a', 'note', utf8('newer'));
    const newer = await readFile(path);
    const body = newer.readUInt32BE(at.headLength);
    expect(older.length).toBe(newer.length);
    await writeFile(path, Buffer.concat([newer.subarray(0, body), older.subarray(body)]));
    expect(await codeOf((await reopen(path)).read('a'))).toBe('vault.record-damaged');

    const indexReplayed = withSums(Buffer.concat([newer.subarray(0, 32), older.subarray(32)]));
    await writeFile(path, indexReplayed);
    await vault.close();
    expect(await codeOf((await openVault(path)).unlock(password, never))).toBe('vault.corrupt');
  });
});

describe('files of others', () => {
  it('are told apart: newer, foreign, empty', async () => {
    await smallFile();
    const newer = withSums(edited((bytes) => bytes.writeUInt16BE(7, at.version)));
    await writeFile(path, newer);
    expect((await openVault(path)).problem).toEqual({
      code: 'vault.newer',
      params: { version: 7, supported: 1 },
      detail: null,
    });
    expect(parseCode(withSums(edited((bytes) => bytes.writeUInt16BE(0, at.version))))).toBe('vault.corrupt');
    expect(parseCode(utf8('{"connections":[]}'))).toBe('vault.foreign');
    expect(parseCode(utf8('V'))).toBe('vault.truncated');
    expect(parseCode(new Uint8Array())).toBe('vault.truncated');
  });

  it.each([
    ['KDF', (bytes: Buffer) => bytes.writeUInt8(2, at.kdf)],
    ['lanes 0', (bytes: Buffer) => bytes.writeUInt8(0, at.lanes)],
    ['lanes 9', (bytes: Buffer) => bytes.writeUInt8(9, at.lanes)],
    ['passes 0', (bytes: Buffer) => bytes.writeUInt16BE(0, at.passes)],
    ['passes 1', (bytes: Buffer) => bytes.writeUInt16BE(1, at.passes)],
    ['passes 17', (bytes: Buffer) => bytes.writeUInt16BE(17, at.passes)],
    ['memory below 19 MiB', (bytes: Buffer) => bytes.writeUInt32BE(19 * 1024 - 1, at.memory)],
    ['memory above 1 GiB', (bytes: Buffer) => bytes.writeUInt32BE(1024 * 1024 + 1, at.memory)],
    ['memory 4 TiB', (bytes: Buffer) => bytes.writeUInt32BE(0xffffffff, at.memory)],
  ])('with an absurd %s never reach Argon2', async (_name, edit) => {
    await smallFile();
    await writeFile(path, withSums(edited(edit)));
    let derivations = 0;
    const vault = await openVault(path, {
      deriveKey: () => {
        derivations++;
        return Promise.reject(new Error('reached'));
      },
    });
    expect(vault.problem?.code).toBe('vault.kdf-out-of-bounds');
    expect(await codeOf(vault.unlock(password, never))).toBe('vault.kdf-out-of-bounds');
    expect(derivations).toBe(0);
  });

  it('keep key slots that this version does not know', async () => {
    await smallFile();
    const otherSlots = [
      { type: 9, body: new Uint8Array([1, 2, 3]) },
      { type: 200, body: new Uint8Array() },
    ];
    const { document } = parseVault(file);
    const saved = encodeVault({ ...document, otherSlots }, random(32), random).bytes;
    expect(parseVault(saved).document).toEqual({ ...document, otherSlots });
    // Added without the data key, the slots break the index seal.
    expect([...(await outcome(saved))]).toEqual(['vault.corrupt']);
  });
});

describe('any bytes', () => {
  it('are parsed or refused with a code of the vault', async () => {
    await smallFile();
    const codes = /^vault\.(foreign|newer|truncated|corrupt|kdf-out-of-bounds)$/;
    const splice = fc.record({
      from: fc.nat(file.length),
      drop: fc.nat(40),
      put: fc.uint8Array({ maxLength: 40 }),
      sums: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), splice), (input) => {
        if (input instanceof Uint8Array) {
          expect(parseCode(input) ?? 'parsed').toMatch(codes);
          expect(parseCode(Buffer.concat([file.subarray(0, 32), input])) ?? 'parsed').toMatch(codes);
          return;
        }
        const { from, drop, put, sums } = input;
        const bytes = Buffer.concat([file.subarray(0, from), put, file.subarray(from + drop)]);
        if (sums && bytes.length >= 64) {
          bytes.writeUInt32BE(bytes.length, at.headLength + 4);
          withSums(bytes);
        }
        const code = parseCode(bytes);
        if (code !== null) expect(code).toMatch(codes);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('format version 1', () => {
  it('opens the kept file, made with the real Argon2id', async () => {
    path = await newPath();
    const kept = await readFile(new URL('../../../fixtures/vault/v1.vmdeck', import.meta.url));
    await writeFile(path, kept);
    const vault = await openVault(path, { deriveKey: argon2id });
    // The ligature is not in the password that made the file: normalisation must give the same key.
    await vault.unlock(new Secret('fixture \ufb01ne 密码 01'), never);
    expect(vault.list()).toEqual([
      { id: 'connection:5f0c', kind: 'connection', damaged: false },
      { id: 'empty', kind: 'note', damaged: false },
    ]);
    expect(await textOf(vault, 'connection:5f0c')).toBe('{"name":"实验室","key":"not-a-real-key"}');
    expect(await textOf(vault, 'empty')).toBe('');
  });

  it('opens the kept file with a recovery key and a quick unlock by each way', async () => {
    path = await newPath();
    await writeFile(path, await readFile(new URL('../../../fixtures/vault/v1-slots.vmdeck', import.meta.url)));
    const vault = await openVault(path, { deriveKey: argon2id });
    expect([vault.keys.hasRecovery, vault.keys.quick?.backend]).toEqual([true, 'gnome_libsecret']);
    const kept = new Uint8Array(Buffer.from('45911c6b54484dd2f601118afb1c5dec8133786ed25c999150280349dbc2fa53', 'hex'));
    const keychain = {
      ...memoryKeychain(),
      load: (name: string) => Promise.resolve(name === 'vault-5a86297491b4d4ca64d35a126da21816' ? kept : null),
    };
    await vault.keys.quickUnlock(keychain, never);
    expect(await textOf(vault, 'empty')).toBe('');
    vault.lock();
    const typed = new Secret('99zb q63z ns3s asbo qooc 7tpo hkom fhgf sp6y');
    await vault.keys.recover(typed, password, never);
    expect(await textOf(vault, 'connection:5f0c')).toBe('{"name":"实验室","key":"not-a-real-key"}');
  });
});
