import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectCertificate } from '../../../electron/net/inspect.ts';
import { createSecureDialer } from '../../../electron/net/dialer.ts';
import { directRoute, type Trust } from '../../../electron/net/route.ts';
import { upgradeToTls } from '../../../electron/net/tls.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, fingerprint, never, pem, pinned, routeOf } from './support.ts';

const servers = new Servers();
afterEach(() => servers.close());

/** A server that counts what it is asked. */
async function serverWith(certificate: string): Promise<{ readonly url: URL; readonly requests: () => number }> {
  let requests = 0;
  const url = await servers.https(certificate, (_, response) => {
    requests += 1;
    response.end('{}');
  });
  return { url, requests: () => requests };
}

const ownAuthority: Trust = { kind: 'authorities', pem: pem('ca') };

describe('trust', () => {
  it.each([
    ['a self-signed certificate that is pinned', 'self-signed', pinned('self-signed')],
    [
      'a pin without colons',
      'self-signed',
      { kind: 'pinned', fingerprints: [fingerprint('self-signed').replaceAll(':', '')] },
    ],
    ['a pin in lower case', 'expired', { kind: 'pinned', fingerprints: [fingerprint('expired').toLowerCase()] }],
    ['a pinned certificate for another name', 'other-host', pinned('other-host')],
    [
      'one of several pins',
      'self-signed',
      { kind: 'pinned', fingerprints: [fingerprint('expired'), fingerprint('self-signed')] },
    ],
    ['an own authority', 'trusted', ownAuthority],
    [
      'own authorities, the second of which counts',
      'trusted',
      { kind: 'authorities', pem: pem('self-signed') + pem('ca') },
    ],
  ] as const)('accepts %s', async (_, certificate, trust) => {
    const { url } = await serverWith(certificate);
    await expect(call(url, routeOf(trust))).resolves.toEqual({});
  });

  it.each([
    ['cloud.example.', 'cloud.example'],
    ['cloud.example', 'cloud.example'],
    ['127.0.0.1', 'none'],
    ['127.0.0.1.', 'none'],
  ])('asks the server of %s for %s', async (host, asked) => {
    const url = await servers.https('self-signed', ({ socket }, response) => {
      const name = socket instanceof TLSSocket ? socket.servername : null;
      response.end(name === false ? 'none' : name);
    });
    const peer = { host, port: Number(url.port) };
    const socket = connect(peer.port, '127.0.0.1');
    const secure = await upgradeToTls(socket, peer, routeOf(pinned('self-signed')), 2000, never());
    secure.end('GET / HTTP/1.0\r\n\r\n');
    expect(await text(secure)).toMatch(new RegExp(`\r\n\r\n${asked}$`));
  });

  it('stops at a certificate other than the pinned one, names both, and sends nothing', async () => {
    const { url, requests } = await serverWith('trusted');
    await expect(call(url, routeOf(pinned('self-signed')))).rejects.toMatchObject({
      code: 'tls.changed',
      params: { host: '127.0.0.1', expected: fingerprint('self-signed'), actual: fingerprint('trusted') },
    });
    expect(requests()).toBe(0);
  });

  it("takes the computer's authorities, and believes none beside them but the connection's own", async () => {
    const { url, requests } = await serverWith('trusted');
    const computer = { roots: () => [pem('ca')] };
    const another = { roots: () => [pem('self-signed')] };
    const system = { kind: 'system' } as const;
    await expect(call(url, { ...routeOf(system), ...computer })).resolves.toEqual({});
    const failure = await failureOf(call(url, { ...routeOf(system), ...another }));
    expect(failure).toMatchObject({ code: 'tls.untrusted' });
    expect(requests()).toBe(1);
    await expect(call(url, { ...routeOf(ownAuthority), ...another })).resolves.toEqual({});
  });

  it('does not take the authority that signed for the pinned certificate', async () => {
    const { url, requests } = await serverWith('trusted');
    await expect(call(url, routeOf(pinned('ca')))).rejects.toMatchObject({ code: 'tls.changed' });
    expect(requests()).toBe(0);
  });

  it.each(['', 'ab', '*'])('never matches a pin that is none (%j)', async (sha256) => {
    const { url } = await serverWith('self-signed');
    await expect(call(url, routeOf({ kind: 'pinned', fingerprints: [sha256] }))).rejects.toMatchObject({
      code: 'tls.changed',
    });
  });

  it.each(['', 'not PEM', pem('ca').replace(/M/g, 'N')])(
    'says so when an own authority is unreadable',
    async (text) => {
      const { url } = await serverWith('trusted');
      const failure = call(url, routeOf({ kind: 'authorities', pem: text }));
      await expect(failure).rejects.toMatchObject({ code: 'tls.bad-authority' });
    },
  );

  it.each([
    ['expired', 'tls.expired'],
    ['other-host', 'tls.wrong-host'],
    ['self-signed', 'tls.self-signed'],
  ])('in an own authority does not excuse a certificate that is %s', async (certificate, code) => {
    const { url, requests } = await serverWith(certificate);
    await expect(call(url, routeOf(ownAuthority))).rejects.toMatchObject({ code });
    expect(requests()).toBe(0);
  });

  it('can be given to a plain byte stream', async () => {
    const { url } = await serverWith('self-signed');
    const options = { route: routeOf(pinned('self-signed')), clock: systemClock, limitMs: 5000 };
    const socket = await createSecureDialer(options)('127.0.0.1', Number(url.port), never());
    socket.write('GET / HTTP/1.0\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 200/);
  });
});

describe('inspecting a certificate', () => {
  const inspect = (url: URL, route = directRoute) =>
    inspectCertificate(url.hostname, Number(url.port), { route, clock: systemClock, limitMs: 5000 }, never());

  it('tells what the server shows, and asks it for nothing', async () => {
    const { url, requests } = await serverWith('self-signed');
    expect(await inspect(url)).toEqual({
      chain: [
        {
          subject: 'O=VMDeck test only, CN=127.0.0.1',
          issuer: 'O=VMDeck test only, CN=127.0.0.1',
          validFrom: Date.UTC(2024, 0),
          validTo: Date.UTC(2054, 0),
          sha256: fingerprint('self-signed'),
        },
      ],
      problem: 'tls.self-signed',
    });
    expect(requests()).toBe(0);
  });

  it.each([
    ['trusted', directRoute, 'tls.untrusted'],
    ['trusted', routeOf(ownAuthority), null],
    ['expired', routeOf(ownAuthority), 'tls.expired'],
    ['other-host', routeOf(ownAuthority), 'tls.wrong-host'],
    ['self-signed', routeOf(pinned('self-signed')), 'tls.self-signed'],
  ] as const)('tells whether it would be believed (%s)', async (certificate, route, problem) => {
    const { url } = await serverWith(certificate);
    const { chain, problem: found } = await inspect(url, route);
    expect(found).toBe(problem);
    expect(chain[0]?.sha256).toBe(fingerprint(certificate));
  });

  it('tells a server without TLS', async () => {
    const url = await servers.http((_, response) => response.end('{}'));
    expect(await failureOf(inspect(url))).toMatchObject({ code: 'tls.not-tls', params: { host: '127.0.0.1' } });
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const url = await servers.raw((socket) => socket.once('data', () => abort.abort(reason)), 'https');
    const options = { route: directRoute, clock: systemClock, limitMs: 5000 };
    await expect(inspectCertificate('127.0.0.1', Number(url.port), options, abort.signal)).rejects.toBe(reason);
  });
});
