import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { ByteReader } from '../byte-reader.ts';
import { vncResponse } from '../vnc-auth.ts';
import { encodeColour, NATIVE_FORMAT, parsePixelFormat } from './pixel-format.ts';
import { Screen } from './screen.ts';

const KEY_NAMES: Readonly<Record<number, string>> = { 0xff0d: 'Enter', 0xff8d: 'Enter', 0xff08: 'Backspace' };

/** Latin-1 keysyms are their own character code (X11 protocol, appendix A). */
const keyOf = (keysym: number): string | undefined =>
  KEY_NAMES[keysym] ?? (keysym >= 0x20 && keysym <= 0xff ? String.fromCharCode(keysym) : undefined);

export interface ViewerHost {
  readonly name: string;
  readonly screen: Screen;
  /** The password that is valid now; undefined when there is none. */
  password(): string | undefined;
  /** Called after a key changed the screen. */
  changed(): void;
}

/** One connected viewer: the server's side of RFB 3.8 with VNC authentication and the raw encoding (RFC 6143). */
export class Viewer {
  readonly #socket: Socket;
  readonly #reader: ByteReader;
  readonly #host: ViewerHost;
  #format = parsePixelFormat(Buffer.from(NATIVE_FORMAT));
  #wantsUpdate = false;
  #dirty = true;

  constructor(socket: Socket, host: ViewerHost) {
    this.#socket = socket;
    this.#reader = new ByteReader(socket);
    this.#host = host;
  }

  /** Resolves when the viewer is gone. */
  async serve(): Promise<void> {
    try {
      if (!(await this.#logIn())) return;
      await this.#initialise();
      for (;;) await this.#handle((await this.#reader.read(1)).readUInt8());
    } catch {
      // A viewer that leaves or talks nonsense is simply gone.
    } finally {
      this.#socket.destroy();
    }
  }

  screenChanged(): void {
    this.#dirty = true;
    this.#flush();
  }

  async #logIn(): Promise<boolean> {
    this.#socket.write('RFB 003.008\n');
    if ((await this.#reader.read(12)).toString('latin1') !== 'RFB 003.008\n') return false;
    this.#socket.write(Uint8Array.of(1, 2));
    if ((await this.#reader.read(1)).readUInt8() !== 2) return false;
    const challenge = randomBytes(16);
    this.#socket.write(challenge);
    const answer = await this.#reader.read(16);
    const password = this.#host.password();
    if (password !== undefined && timingSafeEqual(answer, vncResponse(password, challenge))) {
      this.#socket.write(Uint8Array.of(0, 0, 0, 0));
      return true;
    }
    const reason = Buffer.from('Authentication failed', 'latin1');
    this.#socket.end(Buffer.concat([Uint8Array.of(0, 0, 0, 1, 0, 0, 0, reason.length), reason]));
    return false;
  }

  async #initialise(): Promise<void> {
    await this.#reader.read(1);
    const name = Buffer.from(this.#host.name, 'utf8');
    const head = Buffer.alloc(24);
    head.writeUInt16BE(this.#host.screen.width, 0);
    head.writeUInt16BE(this.#host.screen.height, 2);
    head.set(NATIVE_FORMAT, 4);
    head.writeUInt32BE(name.length, 20);
    this.#socket.write(Buffer.concat([head, name]));
  }

  /** Client messages of RFC 6143, section 7.5. */
  async #handle(type: number): Promise<void> {
    if (type === 0) {
      this.#format = parsePixelFormat((await this.#reader.read(19)).subarray(3));
    } else if (type === 2) {
      const count = (await this.#reader.read(3)).readUInt16BE(1);
      await this.#reader.read(count * 4);
    } else if (type === 3) {
      const incremental = (await this.#reader.read(9)).readUInt8(0) !== 0;
      this.#wantsUpdate = true;
      if (!incremental) this.#dirty = true;
      this.#flush();
    } else if (type === 4) {
      const body = await this.#reader.read(7);
      const key = keyOf(body.readUInt32BE(3));
      if (body.readUInt8(0) !== 0 && key !== undefined) this.#type(key);
    } else if (type === 5) {
      await this.#reader.read(5);
    } else if (type === 6) {
      await this.#reader.read((await this.#reader.read(7)).readUInt32BE(3));
    } else {
      throw new Error(`Message type ${type} is unknown`);
    }
  }

  #type(key: string): void {
    this.#host.screen.type(key);
    this.#host.changed();
  }

  #flush(): void {
    if (!this.#dirty || !this.#wantsUpdate) return;
    this.#dirty = false;
    this.#wantsUpdate = false;
    const { width, height, pixels } = this.#host.screen;
    const [paper, ink] = Screen.colours.map((colour) => encodeColour(colour, this.#format));
    if (paper === undefined || ink === undefined) return;
    const size = this.#format.bytes;
    const body = Buffer.alloc(pixels.length * size, paper);
    pixels.forEach((set, index) => {
      if (set === 1) ink.copy(body, index * size);
    });
    const head = Buffer.alloc(16);
    head.writeUInt16BE(1, 2);
    head.writeUInt16BE(width, 8);
    head.writeUInt16BE(height, 10);
    this.#socket.write(Buffer.concat([head, body]));
  }
}
