import { on, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { pem } from '../../../../support/tls-front.ts';

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

  /** Speaks TLS from here on, with a certificate of the test's collection. The records are delivered like all bytes. */
  async secure(certificate: string): Promise<Peer> {
    const raw = this.#rest();
    const wire = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _, done) => {
        this.write(chunk).then(() => done(), done);
      },
      final: (done) => {
        this.socket.end(done);
      },
    });
    void (async () => {
      for await (const chunk of raw) wire.push(chunk);
      wire.push(null);
    })().catch(() => wire.destroy());
    const secure = new TLSSocket(wire, { isServer: true, key: pem('test-only-key'), cert: pem(certificate) });
    secure.on('error', () => this.socket.destroy());
    await once(secure, 'secure');
    return new Peer(secure, 'whole');
  }

  async *#rest(): AsyncGenerator<Buffer> {
    if (this.#left.length > 0) yield this.#left;
    for (;;) {
      const { value, done } = await this.#chunks.next();
      if (done === true) return;
      yield value;
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
export const serve = (script: (peer: Peer) => Promise<void>, delivery: Delivery = 'whole'): Promise<TestServer> =>
  serveInTurn([script], delivery);

/** The same for several clients, one script each. */
export async function serveInTurn(
  scripts: readonly ((peer: Peer) => Promise<void>)[],
  delivery: Delivery = 'whole',
): Promise<TestServer> {
  const server = createServer({ noDelay: true });
  const sockets = new Set<Socket>();
  const connections = on(server, 'connection');
  const play = async (): Promise<void> => {
    for (const script of scripts) {
      const { value } = (await connections.next()) as { value: [Socket] };
      const [connection] = value;
      connection.on('error', () => undefined);
      sockets.add(connection);
      await script(new Peer(connection, delivery));
    }
  };
  const played = play();
  played.catch(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, played };
}
