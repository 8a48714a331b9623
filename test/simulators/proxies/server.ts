import { connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** What clients asked a proxy for. */
export interface Ask {
  /** As the client named it: a name, or an address. */
  readonly host: string;
  readonly port: number;
  /** User and password as they came; null without a login. */
  readonly login: string | null;
}

export interface ProxySimulator {
  readonly port: number;
  readonly asks: readonly Ask[];
  /** What the client did that no client may do. */
  readonly breaches: readonly string[];
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** `user:password`; without it nobody has to log in. */
  readonly login?: string;
  /** Names that only the proxy knows, and their addresses. */
  readonly names?: Readonly<Record<string, string>>;
  /** Hosts that the proxy's rules forbid. */
  readonly forbidden?: readonly string[];
}

/** Connects for a client; rejects with the system's error. */
export function reach({ host, port }: Ask, { names = {} }: ProxyOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: names[host] ?? host, port });
    socket.on('error', reject).once('connect', () => resolve(socket));
  });
}

/** Bytes both ways; when one end goes, so does the other. */
export function join(client: Socket, target: Socket): void {
  client.pipe(target).pipe(client);
  client.once('close', () => target.destroy());
  target.once('close', () => client.destroy());
}

/** Listens on loopback; stopping ends every connection. */
export async function listen(server: Server): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
