import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import type { Peer } from './failures.ts';
import { readUntil } from './read.ts';
import type { ProxyLogin } from './route.ts';

/** Bytes of a proxy's answer before the tunnel begins. */
const mostHeader = 16_384;

const basic = async ({ user, password }: ProxyLogin): Promise<string> =>
  `Basic ${Buffer.from(`${user}:${(await password()).reveal()}`, 'utf8').toString('base64')}`;

/**
 * Turns a connection to an HTTP proxy into one to `target` (RFC 9110, section 9.3.6; login: RFC 7617).
 *
 * @throws AppError `proxy.login`, `proxy.refused`, `proxy.not-proxy`; the error of the socket
 */
export async function openTunnel(
  socket: Duplex,
  target: Peer,
  login: ProxyLogin | null,
  proxy: Peer,
  signal: AbortSignal,
): Promise<void> {
  const authority = hostPort(target);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(login === null ? [] : [`Proxy-Authorization: ${await basic(login)}`]),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const params = { proxy: proxy.host, host: target.host };
  for (;;) {
    const head = await readUntil(socket, '\r\n\r\n', mostHeader, signal);
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |\r)/.exec(head ?? '')?.[1] ?? 0);
    if (status === 0) throw new AppError('proxy.not-proxy', params);
    if (status >= 200 && status < 300) return;
    const detail = { code: `HTTP ${status}` };
    // 407 asks for a login; 401 is what tinyproxy says to a wrong one.
    if (status === 407 || status === 401) throw new AppError('proxy.login', params, { detail });
    if (status >= 200) throw new AppError('proxy.refused', params, { detail });
  }
}
