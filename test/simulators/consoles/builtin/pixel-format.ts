/** How a viewer wants its pixels (RFC 6143, section 7.4). */
export interface PixelFormat {
  readonly bytes: number;
  readonly bigEndian: boolean;
  /** Largest value and left shift of red, green and blue. */
  readonly colours: readonly (readonly [max: number, shift: number])[];
}

/** The 16 bytes a server announces: 32 bits, depth 24, little endian, red at 16, green at 8, blue at 0. */
export const NATIVE_FORMAT = Uint8Array.of(32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0);

/** @throws {Error} for a colour map, which this server does not speak, or an odd pixel size. */
export const parsePixelFormat = (bytes: Buffer): PixelFormat => {
  const bits = bytes.readUInt8(0);
  if (![8, 16, 32].includes(bits) || bytes.readUInt8(3) === 0) throw new Error('Only true colour formats are spoken');
  const colours = [0, 1, 2].map((index) => [bytes.readUInt16BE(4 + index * 2), bytes.readUInt8(10 + index)] as const);
  return { bytes: bits / 8, bigEndian: bytes.readUInt8(2) !== 0, colours };
};

export const encodeColour = (rgb: readonly number[], format: PixelFormat): Buffer => {
  const value = format.colours.reduce(
    (sum, [max, shift], index) => sum + Math.round(((rgb[index] ?? 0) * max) / 255) * 2 ** shift,
    0,
  );
  const pixel = Buffer.alloc(format.bytes);
  if (format.bigEndian) pixel.writeUIntBE(value, 0, format.bytes);
  else pixel.writeUIntLE(value, 0, format.bytes);
  return pixel;
};
