import { seal, unseal, type Random } from './crypto.ts';
import * as layout from './layout.ts';
import type { OtherSlot, PasswordSlot, VaultDocument, VaultImage } from './layout.ts';

const uint8 = (value: number): Uint8Array => Uint8Array.of(value);

function uint16(value: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const slot = (type: number, body: Uint8Array): readonly Uint8Array[] => [uint8(type), uint16(body.length), body];

function passwordSlot({ cost, salt, wrapped }: PasswordSlot): readonly Uint8Array[] {
  const body = Buffer.concat([layout.kdfFields(cost, salt), wrapped.nonce, wrapped.ciphertext, wrapped.tag]);
  return slot(layout.passwordSlotType, body);
}

const slots = (password: PasswordSlot, others: readonly OtherSlot[]): readonly Uint8Array[] => [
  uint8(1 + others.length),
  ...passwordSlot(password),
  ...others.flatMap(({ type, body }) => slot(type, body)),
];

/** The key slots as they are in the file, from {@link layout.prologueLength} on. */
export const encodeSlots = ({ password, otherSlots }: VaultDocument): Uint8Array =>
  Buffer.concat(slots(password, otherSlots));

function prologue(headLength: number, fileLength: number, generation: number): Uint8Array {
  const fields = Buffer.concat([
    layout.magic,
    uint16(layout.formatVersion),
    uint16(0),
    uint32(headLength),
    uint32(fileLength),
    uint32(generation),
  ]);
  return Buffer.concat([fields, layout.sha256(fields).subarray(0, layout.prologueCheckLength)]);
}

/**
 * The same bytes in fewer pieces: neighbours of one buffer become one view. Records that were read together lie together
 * in the file's bytes, so a save copies a few long runs instead of thousands of short ones.
 */
function joined(views: readonly Uint8Array[]): readonly Uint8Array[] {
  const runs: Uint8Array[] = [];
  let [first, end] = [views[0], 0];
  const finish = (): void => {
    if (first !== undefined) runs.push(new Uint8Array(first.buffer, first.byteOffset, end - first.byteOffset));
  };
  for (const view of views) {
    if (first?.buffer !== view.buffer || view.byteOffset !== end) {
      if (view !== first) finish();
      first = view;
    }
    end = view.byteOffset + view.length;
  }
  finish();
  return runs;
}

/** The file of a document, with a fresh seal over its index. */
export function encodeVault(
  document: VaultDocument,
  dataKey: Uint8Array,
  random: Random,
): { readonly bytes: Uint8Array; readonly image: VaultImage } {
  const records = [...document.records.values()];
  const index = Buffer.concat([
    encodeSlots(document),
    uint32(records.length),
    ...joined(records.map(({ entry }) => entry)),
  ]);
  const ciphertexts = records.map(({ sealed }) => sealed.ciphertext);
  const bodyLength = ciphertexts.reduce((sum, { length }) => sum + length, 0);
  const headLength = layout.prologueLength + index.length + layout.indexSealLength + layout.headSumLength;
  const indexed = Buffer.concat([prologue(headLength, headLength + bodyLength, document.generation), index]);
  const indexSeal = seal(dataKey, new Uint8Array(), indexed, random);
  const sum = layout.sha256(indexed, indexSeal.nonce, indexSeal.tag);
  return {
    bytes: Buffer.concat([indexed, indexSeal.nonce, indexSeal.tag, sum, ...joined(ciphertexts)]),
    image: { document, indexed, indexSeal },
  };
}

/** Generations of this vault, by their paths, as files with the key slots of `document`. */
export function withSlotsOf(
  { password, otherSlots }: VaultDocument,
  backups: ReadonlyMap<string, VaultImage>,
  dataKey: Uint8Array,
  random: Random,
): ReadonlyMap<string, Uint8Array> {
  const own = [...backups].filter(([, { indexSeal, indexed }]) => unseal(dataKey, indexSeal, indexed) !== null);
  const encode = ({ document }: VaultImage): Uint8Array =>
    encodeVault({ ...document, password, otherSlots }, dataKey, random).bytes;
  return new Map(own.map(([path, image]) => [path, encode(image)]));
}
