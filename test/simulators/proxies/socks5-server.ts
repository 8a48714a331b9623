import { createServer, type Socket } from 'node:net';
import { join, listen, reach, type Ask, type ProxyOptions, type ProxySimulator } from './server.ts';

class Breach extends Error {}

const text = (bytes: Buffer): string => bytes.toString('utf8');

/** The client's bytes, a wanted number at a time. */
class Reader {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  async take(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = this.#socket.read(length) as Buffer | null;
      if (bytes?.length === length) return bytes;
      if (this.#socket.readableEnded || this.#socket.destroyed) throw new Breach('the client left');
      await new Promise<void>((resolve) => {
        const go = (): void => {
          this.#socket.off('readable', go).off('end', go).off('close', go);
          resolve();
        };
        this.#socket.on('readable', go).on('end', go).on('close', go);
      });
    }
  }

  async byte(): Promise<number> {
    return (await this.take(1)).readUInt8();
  }

  async counted(): Promise<Buffer> {
    const length = await this.byte();
    if (length === 0) throw new Breach('an empty field');
    return this.take(length);
  }
}

const expectByte = (found: number, wanted: number, what: string): void => {
  if (found !== wanted) throw new Breach(`${what} is ${found}`);
};

/** RFC 1928, section 5. */
async function readAddress(reader: Reader): Promise<string> {
  const type = await reader.byte();
  if (type === 1) return [...(await reader.take(4))].join('.');
  if (type === 3) return text(await reader.counted());
  expectByte(type, 4, 'the address type');
  const bytes = await reader.take(16);
  return Array.from({ length: 8 }, (_, group) => bytes.readUInt16BE(group * 2).toString(16)).join(':');
}

/** A SOCKS5 server (RFC 1928, 1929) that only connects and holds its clients to the letter. */
export async function startSocks5Server(options: ProxyOptions = {}): Promise<ProxySimulator> {
  const { login: wanted, forbidden = [] } = options;
  const asks: Ask[] = [];
  const breaches: string[] = [];

  const serve = async (client: Socket): Promise<void> => {
    const reader = new Reader(client);
    expectByte(await reader.byte(), 5, 'the version');
    const offered = [...(await reader.counted())];
    const method = wanted === undefined ? 0 : 2;
    if (!offered.includes(method)) {
      client.end(Buffer.from([5, 0xff]));
      return;
    }
    client.write(Buffer.from([5, method]));
    let login: string | null = null;
    if (method === 2) {
      expectByte(await reader.byte(), 1, "the login's version");
      login = `${text(await reader.counted())}:${text(await reader.counted())}`;
      client.write(Buffer.from([1, login === wanted ? 0 : 1]));
      if (login !== wanted) {
        client.end();
        return;
      }
    }
    expectByte(await reader.byte(), 5, 'the version of the request');
    expectByte(await reader.byte(), 1, 'the command');
    expectByte(await reader.byte(), 0, 'the reserved byte');
    const host = await readAddress(reader);
    const ask: Ask = { host, port: (await reader.take(2)).readUInt16BE(), login };
    asks.push(ask);
    const reply = (code: number): Buffer => Buffer.from([5, code, 0, 1, 127, 0, 0, 1, 0, 0]);
    if (forbidden.includes(host)) {
      client.end(reply(2));
      return;
    }
    const target = await reach(ask, options).catch(() => null);
    if (target === null) client.end(reply(5));
    else {
      client.write(reply(0));
      join(client, target);
    }
  };

  const server = createServer({ noDelay: true }, (client) => {
    serve(client).catch((error: unknown) => {
      breaches.push(error instanceof Breach ? error.message : String(error));
      client.destroy();
    });
  });
  return { asks, breaches, ...(await listen(server)) };
}
