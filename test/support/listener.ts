import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A TCP and a UDP port on 127.0.0.1 that write down whoever turns up. */
export interface Listener {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** One entry a connection or datagram. */
  readonly heard: readonly string[];
  stop(): Promise<void>;
}

export async function startListener(): Promise<Listener> {
  const heard: string[] = [];
  const tcp = createServer((socket) => {
    heard.push('tcp');
    socket.on('error', () => undefined);
    socket.destroy();
  });
  const udp = createSocket('udp4', () => heard.push('udp'));
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const address = tcp.address();
  if (typeof address !== 'object' || address === null) throw new Error('the listener has no port');
  return {
    tcpPort: address.port,
    udpPort: udp.address().port,
    heard,
    stop: async () => {
      await new Promise((resolve) => tcp.close(resolve));
      await new Promise<void>((resolve) => udp.close(resolve));
    },
  };
}
