import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/services/system-clock.ts';
import { directRoute, type Trust } from '../../../../../electron/net/route.ts';
import { createHttpTransport } from '../../../../../electron/providers/http/transport.ts';
import { authority, Servers } from './servers.ts';

const servers = new Servers();
afterEach(() => servers.close());

async function call(url: URL, pem?: string): Promise<unknown> {
  const trust: Trust = pem === undefined ? { kind: 'system' } : { kind: 'authorities', pem };
  const route = { ...directRoute, trust };
  const transport = createHttpTransport({ clock: systemClock, random: () => 0, route });
  try {
    const request = { method: 'POST', url, headers: {}, body: 'a=b', effect: 'changes' } as const;
    return (await transport.send(request, new AbortController().signal)).json;
  } finally {
    await transport.close();
  }
}

describe('a server on an https address', () => {
  it('with a certificate of a trusted authority is believed', async () => {
    const url = await servers.https('trusted', (_, response) => response.end('{}'));
    await expect(call(url, authority)).resolves.toEqual({});
  });

  it.each([
    ['signed by itself', 'self-signed', undefined, 'tls.self-signed'],
    ['of an unknown authority', 'trusted', undefined, 'tls.untrusted'],
    ['that has expired', 'expired', authority, 'tls.expired'],
    ['for another host', 'other-host', authority, 'tls.wrong-host'],
  ])('with a certificate %s is not, and nothing is sent', async (_, certificate, ca, code) => {
    let requests = 0;
    const url = await servers.https(certificate, (_request, response) => {
      requests += 1;
      response.end('{}');
    });
    await expect(call(url, ca)).rejects.toMatchObject({ code, params: { host: '127.0.0.1' } });
    expect(requests).toBe(0);
  });

  it('that speaks plain HTTP is told from one that fails', async () => {
    const url = await servers.http((_, response) => response.end('{}'));
    url.protocol = 'https:';
    await expect(call(url)).rejects.toMatchObject({ code: 'tls.not-tls', params: { host: '127.0.0.1' } });
  });

  it('that closes on the greeting does not speak TLS', async () => {
    const url = await servers.raw((socket) => socket.on('data', () => socket.end()), 'https');
    await expect(call(url)).rejects.toMatchObject({ code: 'tls.not-tls' });
  });

  it('that refuses every offer fails', async () => {
    const handshakeFailure = Buffer.from('15030300020228', 'hex');
    const url = await servers.raw((socket) => socket.on('data', () => socket.end(handshakeFailure)), 'https');
    await expect(call(url)).rejects.toMatchObject({ code: 'tls.failed' });
  });
});
