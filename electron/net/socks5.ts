import { isIPv4, isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Peer } from './failures.ts';
import { readExactly } from './read.ts';
import type { ProxyLogin } from './route.ts';

const version = 5;
const methods = { none: 0, password: 2 } as const;
const connectCommand = 1;
const addressTypes = { ipv4: 1, name: 3, ipv6: 4 } as const;

/** RFC 1928, section 6. */
const replies: Readonly<Record<number, string>> = {
  1: 'general failure',
  2: 'not allowed by the rules',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'time to live expired',
  7: 'command not supported',
  8: 'address type not supported',
};

/** The 16 bytes of an IPv6 address; WHATWG's parser writes it without dotted parts and without a zone. */
function ipv6Bytes(address: string): Buffer {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = plain.split('::');
  const groups = (text: string): string[] => text.split(':').filter((group) => group !== '');
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** Type and bytes of an address (RFC 1928, section 5). Null for a name that does not fit. */
function addressOf(host: string): Buffer | null {
  if (isIPv4(host)) return Buffer.from([addressTypes.ipv4, ...host.split('.').map(Number)]);
  if (isIPv6(host) && !host.includes('%')) return Buffer.concat([Buffer.from([addressTypes.ipv6]), ipv6Bytes(host)]);
  const name = Buffer.from(host, 'utf8');
  return name.length > 255 ? null : Buffer.concat([Buffer.from([addressTypes.name, name.length]), name]);
}

/** RFC 1929, section 2. Null for a name or a password that does not fit. */
async function loginMessage({ user, password }: ProxyLogin): Promise<Buffer | null> {
  const [name, word] = [Buffer.from(user, 'utf8'), Buffer.from((await password()).reveal(), 'utf8')];
  if (name.length > 255 || word.length > 255) return null;
  return Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([word.length]), word]);
}

/**
 * Turns a connection to a SOCKS5 proxy into one to `target` (RFC 1928; login: RFC 1929). A name is sent as it is, so that
 * the proxy resolves it.
 *
 * @throws AppError `proxy.login`, `proxy.refused`, `proxy.not-proxy`; the error of the socket
 */
export async function openSocks5(
  socket: Duplex,
  target: Peer,
  login: ProxyLogin | null,
  proxy: Peer,
  signal: AbortSignal,
): Promise<void> {
  const params = { proxy: proxy.host, host: target.host };
  const notProxy = (): AppError => new AppError('proxy.not-proxy', params);
  const loginFailed = (): AppError => new AppError('proxy.login', params);

  const address = addressOf(target.host);
  if (address === null) throw new AppError('proxy.refused', params);

  const offered = login === null ? [methods.none] : [methods.none, methods.password];
  socket.write(Buffer.from([version, offered.length, ...offered]));
  const [greeted, chosen] = await readExactly(socket, 2, signal);
  if (greeted !== version) throw notProxy();
  if (chosen === 0xff) throw loginFailed();
  if (chosen === methods.password && login !== null) {
    const message = await loginMessage(login);
    if (message === null) throw loginFailed();
    socket.write(message);
    const [, status] = await readExactly(socket, 2, signal);
    if (status !== 0) throw loginFailed();
  } else if (chosen !== methods.none) throw notProxy();

  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  socket.write(Buffer.concat([Buffer.from([version, connectCommand, 0]), address, port]));
  const [answered, reply = 0, , type] = await readExactly(socket, 4, signal);
  if (answered !== version) throw notProxy();
  if (reply !== 0) {
    const detail = { code: `SOCKS ${reply}`, message: replies[reply] ?? '' };
    throw new AppError('proxy.refused', params, { detail });
  }
  // The proxy's own address follows, of no use to us, then its port.
  const rest = type === addressTypes.ipv4 ? 4 : type === addressTypes.ipv6 ? 16 : await nameLength(socket, signal);
  await readExactly(socket, rest + 2, signal);
}

async function nameLength(socket: Duplex, signal: AbortSignal): Promise<number> {
  const [length = 0] = await readExactly(socket, 1, signal);
  return length;
}
