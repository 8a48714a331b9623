import { connect } from 'node:net';
import { ByteReader } from './byte-reader.ts';
import type { Picture } from './ppm.ts';
import { vncResponse } from './vnc-auth.ts';

const LIMIT_MS = 10_000;
const VNC_AUTHENTICATION = 2;
/** 32 bits per pixel, depth 24, little endian, true colour, 255 each, red at 16, green at 8, blue at 0. */
const PIXEL_FORMAT = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0];
/** Raw (0), and the pseudo-encoding that tells a new desktop size (RFC 6143, section 7.8.2). */
const ENCODINGS = [2, 0, 0, 2, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x21];
const DESKTOP_SIZE = -223;
const BELL = 2;

const uint16 = (value: number): number[] => [value >> 8, value & 0xff];

const logIn = async (reader: ByteReader, send: (bytes: Uint8Array) => void, password: string): Promise<void> => {
  await reader.read(12);
  send(Buffer.from('RFB 003.008\n', 'latin1'));
  const count = (await reader.read(1)).readUInt8();
  if (!(await reader.read(count)).includes(VNC_AUTHENTICATION))
    throw new Error('The server offers no VNC authentication');
  send(Uint8Array.of(VNC_AUTHENTICATION));
  send(vncResponse(password, await reader.read(16)));
  if ((await reader.read(4)).readUInt32BE() !== 0) throw new Error('The server refused the VNC password');
};

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  missing: number;
}

const blank = (width: number, height: number): Canvas => ({
  width,
  height,
  rgb: new Uint8Array(width * height * 3),
  missing: width * height,
});

const paint = (canvas: Canvas, pixels: Buffer, x: number, y: number, width: number): void => {
  const count = pixels.length / 4;
  for (let at = 0; at < count; at += 1) {
    const target = ((y + Math.floor(at / width)) * canvas.width + x + (at % width)) * 3;
    canvas.rgb[target] = pixels[at * 4 + 2] ?? 0;
    canvas.rgb[target + 1] = pixels[at * 4 + 1] ?? 0;
    canvas.rgb[target + 2] = pixels[at * 4] ?? 0;
  }
  canvas.missing -= count;
};

/** One update with all its rectangles; a new desktop size begins a new canvas. */
const readUpdate = async (reader: ByteReader, before: Canvas): Promise<Canvas> => {
  let canvas = before;
  const count = (await reader.read(3)).readUInt16BE(1);
  for (let index = 0; index < count; index += 1) {
    const head = await reader.read(12);
    const [x, y, w, h] = [head.readUInt16BE(0), head.readUInt16BE(2), head.readUInt16BE(4), head.readUInt16BE(6)];
    if (head.readInt32BE(8) === DESKTOP_SIZE) canvas = blank(w, h);
    else paint(canvas, await reader.read(w * h * 4), x, y, w);
  }
  return canvas;
};

/** Asks for the whole screen until every pixel was sent at one size. */
const readPicture = async (
  reader: ByteReader,
  send: (bytes: Uint8Array) => void,
  size: readonly [number, number],
): Promise<Picture> => {
  let canvas = blank(...size);
  while (canvas.missing > 0) {
    send(Uint8Array.of(3, 0, 0, 0, 0, 0, ...uint16(canvas.width), ...uint16(canvas.height)));
    let type = (await reader.read(1)).readUInt8();
    while (type === BELL) type = (await reader.read(1)).readUInt8();
    if (type !== 0) throw new Error(`The server sent message type ${type} instead of a picture`);
    canvas = await readUpdate(reader, canvas);
  }
  const { width, height, rgb } = canvas;
  return { width, height, rgb };
};

/**
 * One full picture from a VNC server on 127.0.0.1 (RFC 6143, raw encoding), as a shared viewer.
 *
 * @throws {Error} when the server refuses, breaks off or takes more than 10 s.
 */
export const captureVnc = async (port: number, password: string): Promise<Picture> => {
  const socket = connect(port, '127.0.0.1');
  const timer = setTimeout(() => socket.destroy(), LIMIT_MS);
  // The reader reports the end of the connection, whatever its cause.
  socket.on('error', () => undefined);
  const reader = new ByteReader(socket);
  const send = (bytes: Uint8Array): void => {
    socket.write(bytes);
  };
  try {
    await logIn(reader, send, password);
    send(Uint8Array.of(1));
    const init = await reader.read(24);
    await reader.read(init.readUInt32BE(20));
    send(Uint8Array.of(0, 0, 0, 0, ...PIXEL_FORMAT));
    send(Uint8Array.from(ENCODINGS));
    return await readPicture(reader, send, [init.readUInt16BE(0), init.readUInt16BE(2)]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
};
