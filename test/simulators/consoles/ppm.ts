/** A picture as rows of red, green, blue bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export const ppmOf = ({ width, height, rgb }: Picture): Buffer =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`, 'latin1'), rgb]);

/** @throws {Error} for anything but a binary PPM with 8 bits per colour. */
export const parsePpm = (bytes: Buffer): Picture => {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64));
  if (header === null) throw new Error('This is not a binary PPM picture');
  const picture = { width: Number(header[1]), height: Number(header[2]), rgb: bytes.subarray(header[0].length) };
  if (picture.rgb.length !== picture.width * picture.height * 3) throw new Error('The PPM picture is cut short');
  return picture;
};
