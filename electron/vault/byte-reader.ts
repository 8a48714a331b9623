import { AppError } from '../../shared/errors/app-error.ts';

/** Reads big-endian fields in order; running out of bytes is `vault.corrupt`. Byte fields are views. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #text: Buffer;
  readonly #view: DataView;
  #offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4));
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** What was read since an earlier offset. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#offset);
  }

  /** A length byte and that many ASCII characters; anything else than `pattern` is `vault.corrupt`. */
  name(pattern: RegExp): string {
    const length = this.u8();
    const start = this.#advance(length);
    const text = this.#text.toString('latin1', start, start + length);
    if (!pattern.test(text)) throw new AppError('vault.corrupt');
    return text;
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length > this.#bytes.length - start) throw new AppError('vault.corrupt');
    this.#offset = start + length;
    return start;
  }
}
