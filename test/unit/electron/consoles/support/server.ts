import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** How a server's bytes reach the client: as written, one by one, or in two halves. */
export type Delivery = 'whole' | 'bytes' | 'halves';
export const deliveries: readonly Delivery[] = ['whole', 'bytes', 'halves'];

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The server's end of one connection. */
export class Peer {
  readonly socket: Socket;
  readonly #delivery: Delivery;
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  #left: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, delivery: Delivery) {
    this.socket = socket;
    this.#delivery = delivery;
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  }

  async read(length: number): Promise<Buffer> {
    while (this.#left.length < length) {
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new Error(`the client left with ${this.#left.length} of ${length} bytes sent`);
      this.#left = Buffer.concat([this.#left, value]);
    }
    const bytes = this.#left.subarray(0, length);
    this.#left = this.#left.subarray(length);
    return bytes;
  }

  /** Everything until the client ends. */
  async rest(): Promise<Buffer> {
    for (;;) {
      const { value, done } = await this.#chunks.next();
      if (done === true) return this.#left;
      this.#left = Buffer.concat([this.#left, value]);
    }
  }

  /** The client is gone, one way or another. */
  async gone(): Promise<void> {
    await this.rest().catch(() => undefined);
  }

  async write(...parts: readonly (Uint8Array | string)[]): Promise<void> {
    const bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
    for (const piece of this.#pieces(bytes)) {
      await new Promise<void>((resolve, reject) =>
        this.socket.write(piece, (error) => (error ? reject(error) : resolve())),
      );
      await turn();
    }
  }

  #pieces(bytes: Buffer): Buffer[] {
    if (this.#delivery === 'bytes') return [...bytes].map((byte) => Buffer.of(byte));
    if (this.#delivery === 'whole' || bytes.length < 2) return [bytes];
    const middle = bytes.length >> 1;
    return [bytes.subarray(0, middle), bytes.subarray(middle)];
  }
}

export interface TestServer {
  readonly port: number;
  /** The script's result, or its failure. */
  readonly played: Promise<void>;
}

/** A loopback server that plays `script` with the first client. Gone when the test is. */
export async function serve(script: (peer: Peer) => Promise<void>, delivery: Delivery = 'whole'): Promise<TestServer> {
  const server = createServer({ noDelay: true });
  const sockets = new Set<Socket>();
  const played = once(server, 'connection').then(async ([socket]: unknown[]) => {
    const connection = socket as Socket;
    connection.on('error', () => undefined);
    sockets.add(connection);
    await script(new Peer(connection, delivery));
  });
  played.catch(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, played };
}
