import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { encodeVault } from '../../electron/vault/encode.ts';
import { openRecord, sealRecord, type VaultDocument } from '../../electron/vault/layout.ts';
import { parseVault } from '../../electron/vault/parse.ts';
import { makeQuickSlot, openQuickSlot, parseQuickSlot, quickSlotType } from '../../electron/vault/quick-slot.ts';
import { makeRecovery, openRecovery, recoverySlotType } from '../../electron/vault/recovery.ts';
import { AppError, toErrorData } from '../../shared/errors/app-error.ts';

/** What a file that is no good may be refused with. */
const refusals: ReadonlySet<string> = new Set([
  'vault.foreign',
  'vault.newer',
  'vault.truncated',
  'vault.corrupt',
  'vault.kdf-out-of-bounds',
  'vault.recovery-wrong',
]);
const secretText = 'PLANTED-s3cret-value';
/** Values at which length fields break. */
const edges = [
  0, 1, 2, 31, 32, 33, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

/** Whole numbers below a bound, the same for the same seed: the key stream of AES-256-CTR. */
function numbers(seed: string): (bound: number) => number {
  const stream = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  let [block, at] = [Buffer.alloc(0), 0];
  return (bound) => {
    if (at === block.length) [block, at] = [stream.update(Buffer.alloc(1 << 16)), 0];
    at += 4;
    return block.readUInt32BE(at - 4) % bound;
  };
}

interface Sample {
  readonly bytes: Buffer;
  readonly dataKey: Uint8Array;
  readonly plaintexts: ReadonlyMap<string, string>;
}

/** A vault file with every kind of slot, one that this version does not know, and records of several lengths. */
function sample(): Sample {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const dataKey = random(32);
  const plaintexts = new Map(['a', 'b', 'c.d:e-f', 'z'.repeat(64)].map((id, at) => [id, secretText.repeat(at)]));
  const records = [...plaintexts].map(
    ([id, text]) => [id, sealRecord(dataKey, id, 'note', new TextEncoder().encode(text), random)] as const,
  );
  const document: VaultDocument = {
    password: {
      cost: { memoryKiB: 64 * 1024, passes: 3, parallelism: 2 },
      salt: random(16),
      wrapped: { nonce: random(12), ciphertext: random(32), tag: random(16) },
    },
    otherSlots: [
      makeRecovery(dataKey, random).slot,
      makeQuickSlot(dataKey, 'gnome_libsecret', random).slot,
      { type: 200, body: random(40) },
    ],
    generation: 7,
    records: new Map(records),
  };
  return { bytes: Buffer.from(encodeVault(document, dataKey, random).bytes), dataKey, plaintexts };
}

/** One to four changes anywhere: bits, bytes, fields, cuts, insertions, repeats. */
function mutated(original: Buffer, below: (bound: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let left = 1 + below(4); left > 0 && bytes.length > 4; left -= 1) {
    const at = below(bytes.length);
    const length = 1 + below(Math.min(64, bytes.length - at));
    const field = Math.min(at, bytes.length - 4);
    const edge = edges[below(edges.length)] ?? 0;
    switch (below(8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        bytes[at] = edge & 0xff;
        break;
      case 2:
        bytes.writeUInt16BE(edge & 0xffff, field);
        break;
      case 3:
        bytes.writeUInt32BE(edge, field);
        break;
      case 4:
        bytes = Buffer.from(bytes.subarray(0, at));
        break;
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 6:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      default:
        bytes.copy(bytes, below(bytes.length), at, at + length);
    }
  }
  return bytes;
}

/** What an attacker does as well, so that what lies behind the sums is reached: makes them and the lengths fit. */
function withSums(bytes: Buffer, below: (bound: number) => number): Buffer {
  if (bytes.length < 96) return bytes;
  if (below(2) === 0) bytes.writeUInt32BE(bytes.length, 16);
  const sha256 = (part: Uint8Array): Buffer => createHash('sha256').update(part).digest();
  bytes.set(sha256(bytes.subarray(0, 24)).subarray(0, 8), 24);
  const headLength = bytes.readUInt32BE(12);
  if (headLength >= 64 && headLength <= bytes.length) {
    bytes.set(sha256(bytes.subarray(0, headLength - 32)), headLength - 32);
  }
  return bytes;
}

/** Does all that is done with a file before and after its key is known. Throws what is not allowed to happen. */
function tryFile(bytes: Uint8Array, { dataKey, plaintexts }: Sample): void {
  const { document } = parseVault(bytes);
  for (const record of document.records.values()) {
    const plaintext = openRecord(dataKey, record);
    if (plaintext !== null && Buffer.from(plaintext).toString() !== plaintexts.get(record.id)) {
      throw new Error(`A changed file gave another plaintext for ${record.id}`);
    }
  }
  for (const slot of document.otherSlots) {
    if (slot.type === quickSlotType) {
      parseQuickSlot(slot);
      openQuickSlot(slot, new Uint8Array(32));
    }
    if (slot.type === recoverySlotType) openRecovery(slot, new Uint8Array(20));
  }
}

export interface FuzzResult {
  /** How many inputs ended with each code; `opened` for those that were read. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
}

/**
 * Feeds changed vault files to the parser.
 *
 * @throws Error for a failure without a code of the vault, a false plaintext, or a secret in an error; names the input
 */
export function fuzzVault(inputs: number, seed: string): FuzzResult {
  const below = numbers(seed);
  const outcomes = new Map<string, number>();
  let [whole, slowest] = [sample(), 0];
  for (let input = 0; input < inputs; input += 1) {
    if (input % 10_000 === 0) whole = sample();
    const changed = mutated(whole.bytes, below);
    const bytes = below(4) === 0 ? changed : withSums(changed, below);
    const began = performance.now();
    let outcome = 'opened';
    try {
      tryFile(bytes, whole);
    } catch (error) {
      const isKnown = error instanceof AppError && refusals.has(error.code);
      if (!isKnown) throw new Error(`Input ${input} of seed ${seed}: ${bytes.toString('base64')}`, { cause: error });
      const told = `${String(error)} ${error.stack ?? ''} ${JSON.stringify(toErrorData(error, ''))}`;
      if (told.includes(secretText)) {
        throw new Error(`A secret in an error, input ${input} of seed ${seed}`, { cause: error });
      }
      outcome = error.code;
    }
    slowest = Math.max(slowest, performance.now() - began);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return { outcomes, slowest };
}
