import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsPair } from '../machinery/http-server.ts';
import { join, listen, reach, type Ask, type ProxyOptions, type ProxySimulator } from './server.ts';

interface HttpProxyOptions extends ProxyOptions {
  /** Speaks TLS to its clients. */
  readonly tls?: TlsPair;
}

const authority = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+)):(\d{1,5})$/i;

const answers = {
  200: 'Connection established',
  400: 'Bad request',
  403: 'Forbidden',
  407: 'Proxy authentication required\r\nProxy-Authenticate: Basic realm="test only"',
  502: 'Bad gateway',
} as const;

/** A proxy that does nothing but CONNECT (RFC 9110, section 9.3.6) and holds its clients to the letter. */
export async function startHttpProxy(options: HttpProxyOptions = {}): Promise<ProxySimulator> {
  const { login: wanted, forbidden = [], tls } = options;
  const asks: Ask[] = [];
  const breaches: string[] = [];
  const onlyTunnels: RequestListener = (request, response) => {
    breaches.push(`${request.method ?? ''} without a tunnel`);
    response.writeHead(405).end();
  };
  const server: Server = tls === undefined ? createServer(onlyTunnels) : createTlsServer(tls, onlyTunnels);
  server.on('connect', (request, client: Socket, early: Buffer) => {
    const answer = (status: keyof typeof answers): void => {
      const line = `HTTP/1.1 ${status} ${answers[status]}\r\n\r\n`;
      if (status === 200) client.write(line);
      else client.end(line);
    };
    const target = authority.exec(request.url ?? '');
    if (early.length > 0) breaches.push('bytes before the tunnel');
    if (request.headers.host !== request.url) breaches.push('Host differs from the target');
    if (request.headers['content-length'] !== undefined) breaches.push('a body');
    if (target === null) {
      breaches.push('no authority form');
      answer(400);
      return;
    }
    const given = /^Basic (\S+)$/.exec(request.headers['proxy-authorization'] ?? '')?.[1];
    const login = given === undefined ? null : Buffer.from(given, 'base64').toString();
    const ask: Ask = { host: target[1] ?? target[2] ?? '', port: Number(target[3]), login };
    asks.push(ask);
    if (wanted !== undefined && login !== wanted) answer(407);
    else if (forbidden.includes(ask.host)) answer(403);
    else
      reach(ask, options).then(
        (socket) => {
          answer(200);
          join(client, socket);
        },
        () => answer(502),
      );
  });
  return { asks, breaches, ...(await listen(server)) };
}
