import type { Socket } from 'node:net';

/** Reads a socket by exact lengths; what is not asked for stays with the sender. */
export class ByteReader {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #wanted = 0;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#chunks.push(Buffer.from(chunk));
      this.#buffered += chunk.length;
      if (this.#buffered < this.#wanted) return;
      socket.pause();
      this.#wake();
    });
    for (const event of ['end', 'close']) socket.on(event, () => this.#wake());
  }

  /** @throws {Error} when the peer ends or breaks the connection first. */
  async read(length: number): Promise<Buffer> {
    if (this.#buffered < length) await this.#until(length);
    if (this.#buffered < length) throw new Error('The connection ended in the middle of a message');
    const all = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(length)];
    this.#buffered -= length;
    return all.subarray(0, length);
  }

  async #until(length: number): Promise<void> {
    if (this.#socket.readableEnded || this.#socket.destroyed) return;
    this.#wanted = length;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#socket.resume();
    });
  }
}
