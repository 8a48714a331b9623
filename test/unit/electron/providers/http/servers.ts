import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';

const pem = (name: string): string => readFileSync(new URL(`tls/${name}.pem`, import.meta.url), 'utf8');

export const authority = pem('ca');

/** Scripted servers on loopback, all of which end together. */
export class Servers {
  readonly #open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

  async #start(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    this.#open.push({ server, sockets });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async http(listener: RequestListener): Promise<URL> {
    return new URL(`http://127.0.0.1:${await this.#start(createServer(listener))}/api`);
  }

  async https(certificate: string, listener: RequestListener): Promise<URL> {
    const server = createTlsServer({ key: pem('test-only-key'), cert: pem(certificate) }, listener);
    return new URL(`https://127.0.0.1:${await this.#start(server)}/api`);
  }

  async raw(onSocket: (socket: Socket) => void, protocol: 'http' | 'https' = 'http'): Promise<URL> {
    return new URL(`${protocol}://127.0.0.1:${await this.#start(createRawServer(onSocket))}/api`);
  }

  /** An address at which nothing listens. */
  async nowhere(): Promise<URL> {
    const server = createRawServer();
    const port = await this.#start(server);
    this.#open.pop();
    await new Promise((resolve) => server.close(resolve));
    return new URL(`http://127.0.0.1:${port}/api`);
  }

  async close(): Promise<void> {
    for (const { server, sockets } of this.#open.splice(0)) {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    }
  }
}
