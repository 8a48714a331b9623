import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';

const folder = new URL('../unit/electron/providers/http/tls/', import.meta.url);
export const pem = (name: string): string => readFileSync(new URL(`${name}.pem`, folder), 'utf8');

export interface TlsFront {
  /** As the server behind it, over TLS. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection and shows another certificate from now on. */
  show(certificate: string): void;
  stop(): Promise<void>;
}

/** TLS in front of a server that has none, with a certificate of `test/unit/electron/providers/http/tls`. */
export async function startTlsFront(behind: string, certificate: string): Promise<TlsFront> {
  const target = new URL(behind);
  const key = pem('test-only-key');
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer({ key, cert: pem(certificate) }, (client) => {
    const inner = connect(Number(target.port), target.hostname);
    keep(client);
    keep(inner);
    client.pipe(inner).pipe(client);
    client.once('close', () => inner.destroy());
    inner.once('close', () => client.destroy());
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const dropAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `https://127.0.0.1:${port}${target.pathname}`,
    port,
    show: (next) => {
      server.setSecureContext({ key, cert: pem(next) });
      dropAll();
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      dropAll();
      await closed;
    },
  };
}
