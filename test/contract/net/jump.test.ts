import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDialer } from '../../../electron/net/dialer.ts';
import { defaultJumpLimits, type JumpOptions } from '../../../electron/net/jump/jump-host.ts';
import type { Proxy } from '../../../electron/net/route.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { startSocks5Server } from '../../simulators/proxies/socks5-server.ts';
import { makeKey } from '../../support/sshd.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { dial, echo, keyLogin, readAll, readSome, secret, sshd, through } from './jump-support.ts';
import { call, failureOf, loginOf, never, pinned } from './support.ts';
import { eventually } from '../../support/eventually.ts';

const servers = new Servers();
afterEach(() => servers.close());

const answering = (): Promise<URL> => servers.http((_, response) => response.end('{"a":1}'));

describe('a jump host', () => {
  it('carries calls, plain and over TLS, through one connection', async () => {
    const server = await sshd();
    const url = await answering();
    const route = through(server);
    expect(await Promise.all([call(url, route), call(url, route), call(url, route)])).toEqual(Array(3).fill({ a: 1 }));
    const secure = await servers.https('self-signed', (_, response) => response.end('{"b":2}'));
    await expect(call(secure, { ...route, trust: pinned('self-signed') })).resolves.toEqual({ b: 2 });
    await expect(call(secure, route)).rejects.toMatchObject({ code: 'tls.self-signed' });
    expect(server.accepted).toBe(1);
  });

  it('carries many streams at once, each with its own bytes, whole', async () => {
    const server = await sshd();
    const { port } = await echo();
    const route = through(server);
    const size = 3_000_000;
    const run = async (fill: number): Promise<void> => {
      const socket = await dial(route, port);
      socket.end(Buffer.alloc(size, fill));
      const back = await readAll(socket);
      expect(back.length).toBe(size);
      expect(back.equals(Buffer.alloc(size, fill))).toBe(true);
    };
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(run));
    expect(server.accepted).toBe(1);
  });

  it('is reached through the proxy of the connection', async () => {
    const server = await sshd();
    const proxy = await startSocks5Server({ login: 'me:word' });
    onTestFinished(() => proxy.stop());
    const { port } = proxy;
    const way: Proxy = { kind: 'socks5', host: '127.0.0.1', port, login: loginOf('me', 'word') };
    await expect(call(await answering(), through(server, {}, { proxy: way }))).resolves.toEqual({ a: 1 });
    expect(proxy.asks).toMatchObject([{ host: '127.0.0.1', port: server.port }]);
    expect(proxy.breaches).toEqual([]);
    const wrong: Proxy = { ...way, login: loginOf('me', 'planted') };
    await expect(dial(through(server, {}, { proxy: wrong }), 1)).rejects.toMatchObject({ code: 'proxy.login' });
  });

  it('passes on that the other end has closed, and closes at the other end', async () => {
    const server = await sshd();
    const { port, sockets } = await echo();
    const route = through(server);
    const first = await dial(route, port);
    const ended = new Promise((resolve) => first.once('close', resolve));
    first.resume();
    for (const socket of sockets) socket.end();
    await ended;
    expect(first.errored).toBeNull();
    const second = await dial(route, port);
    await eventually(() => expect(sockets.size).toBe(1));
    second.destroy();
    await eventually(() => expect(sockets.size).toBe(0));
  });

  it('holds back what nobody reads', async () => {
    const server = await sshd();
    let written = 0;
    const source = createServer((socket) => {
      socket.on('error', () => undefined);
      const more = (): void => {
        while (written < 64 * 2 ** 20 && socket.write(Buffer.alloc(65_536))) written += 65_536;
      };
      socket.on('drain', more);
      more();
    });
    await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void source.close());
    const stream = await dial(through(server), (source.address() as AddressInfo).port);
    onTestFinished(() => void stream.destroy());
    let before = -1;
    await eventually(
      () => {
        const now = written;
        const still = now === before;
        before = now;
        expect(still).toBe(true);
      },
      30_000,
      500,
    );
    expect(written).toBeLessThan(32 * 2 ** 20);
  });

  it('is connected to only when somebody wants something, and let go when the last stream has ended', async () => {
    const server = await sshd();
    const { port } = await echo();
    const route = through(server);
    expect(server.accepted).toBe(0);
    const stream = await dial(route, port);
    route.jump?.close();
    stream.write('still');
    expect((await readSome(stream, 5)).toString()).toBe('still');
    expect(server.open).toBe(1);
    await expect(dial(route, port)).rejects.toMatchObject({ code: 'cancelled' });
    stream.destroy();
    await eventually(() => expect(server.open).toBe(0));
  });

  it('is connected to anew after it was lost', async () => {
    const server = await sshd();
    const { port } = await echo();
    const route = through(server);
    const stream = await dial(route, port);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    server.kill();
    await closed;
    expect(stream.errored).toMatchObject({ code: 'jump.lost', params: { jump: '127.0.0.1' } });
    const again = await dial(route, port);
    again.write('back');
    expect((await readSome(again, 4)).toString()).toBe('back');
    expect(server.accepted).toBe(2);
  });

  it('tells a call over TLS what it was lost by, and answers the next', async () => {
    const server = await sshd();
    let isFirst = true;
    const url = await servers.https('self-signed', (_, response) => {
      if (isFirst) server.kill();
      else response.end('{}');
      isFirst = false;
    });
    const route = { ...through(server), trust: pinned('self-signed') };
    expect(await failureOf(call(url, route, { retries: 0 }))).toMatchObject({ code: 'jump.lost' });
    await expect(call(url, route)).resolves.toEqual({});
  });

  it('gives a connection up that no longer answers', async () => {
    const server = await sshd();
    const proxy = await startSocks5Server();
    onTestFinished(() => proxy.stop());
    const { port } = await echo();
    const limits = { ...defaultJumpLimits, connectMs: 10_000, keepAliveMs: 100, keepAliveMisses: 2 };
    const stream = await dial(through(server, { limits }), port);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    server.freeze();
    await closed;
    expect(stream.errored).toMatchObject({ code: 'jump.lost', detail: { message: 'Keepalive timeout' } });
  });

  it('stops for who is told to, and goes on for the others', async () => {
    const server = await sshd();
    const { port } = await echo();
    const route = through(server);
    const reason = new Error('enough');
    const abort = new AbortController();
    const [first, second] = [dial(route, port, abort.signal), dial(route, port)];
    abort.abort(reason);
    await expect(first).rejects.toBe(reason);
    (await second).destroy();
    const alone = new AbortController();
    const other = through(server);
    const third = dial(other, port, alone.signal);
    await eventually(() => expect(server.accepted).toBe(2));
    alone.abort(reason);
    await expect(third).rejects.toBe(reason);
    await eventually(() => expect(server.open).toBe(1));
  });
});

describe('a jump host refuses', () => {
  it.each([
    ['AllowTcpForwarding no', 'jump.forbidden'],
    ['PermitOpen 127.0.0.1:1', 'jump.forbidden'],
  ])('by its rules (%s)', async (line, code) => {
    const server = await sshd({ config: [line] });
    const url = await answering();
    await expect(call(url, through(server))).rejects.toMatchObject({
      code,
      params: { jump: '127.0.0.1', host: '127.0.0.1', port: Number(url.port) },
    });
  });

  it('a target that it cannot reach, by port or by name', async () => {
    const server = await sshd();
    const route = through(server);
    await expect(dial(route, 9)).rejects.toMatchObject({
      code: 'jump.no-way',
      params: { jump: '127.0.0.1', host: '127.0.0.1', port: 9 },
      detail: { code: 'SSH 2', message: expect.stringContaining('refused') as string },
    });
    const named = createDialer({ route, clock: systemClock, limitMs: 10_000 })('nobody.invalid', 80, never());
    await expect(named).rejects.toMatchObject({ code: 'jump.no-way', params: { host: 'nobody.invalid' } });
  });

  it('a key that it does not know, names what it accepts, and is not asked again at once', async () => {
    const server = await sshd();
    makeKey(join(server.folder, 'stranger'), 'ed25519');
    const login = keyLogin(readFileSync(join(server.folder, 'stranger'), 'utf8'));
    const route = through(server, { login });
    const failure = await failureOf(dial(route, 9));
    expect(failure).toMatchObject({
      code: 'jump.login',
      params: { jump: '127.0.0.1', user: server.user, methods: 'publickey' },
    });
    await expect(dial(route, 9)).rejects.toBe(failure);
    expect(server.accepted).toBe(1);
  });

  it('a password where only keys are let in, without its being sent', async () => {
    const server = await sshd();
    const password = vi.fn(secret('planted'));
    const failure = await failureOf(dial(through(server, { login: { kind: 'password', password } }), 9));
    expect(failure).toMatchObject({ code: 'jump.login', params: { methods: 'publickey' } });
    expect(server.log()).not.toMatch(/Failed password/);
    expect(JSON.stringify([failure, String((failure as Error).stack)])).not.toContain('planted');
  });
});

describe('what answers in place of a jump host', () => {
  const elsewhere = (port: number, limits = { ...defaultJumpLimits, connectMs: 10_000 }): Partial<JumpOptions> => ({
    ...{ jump: { host: '127.0.0.1', port }, limits },
  });

  it('is nobody', async () => {
    const server = await sshd();
    await expect(dial(through(server, elsewhere(9)), 80)).rejects.toMatchObject({
      code: 'jump.unreachable',
      params: { jump: '127.0.0.1', port: 9 },
      detail: { code: 'ECONNREFUSED' },
    });
  });

  it('is something else', async () => {
    const server = await sshd();
    const url = await servers.raw((socket) => socket.end('HTTP/1.1 400 Bad request\r\n\r\n'));
    const failure = failureOf(dial(through(server, elsewhere(Number(url.port))), 80));
    expect(await failure).toMatchObject({ code: 'jump.not-ssh', params: { port: Number(url.port) } });
    const mute = await servers.raw((socket) => socket.end());
    expect(await failureOf(dial(through(server, elsewhere(Number(mute.port))), 80))).toMatchObject({
      code: 'jump.not-ssh',
    });
  });

  it('is silent', async () => {
    const server = await sshd();
    const url = await servers.raw(() => undefined);
    const limits = { ...defaultJumpLimits, connectMs: 300 };
    expect(await failureOf(dial(through(server, elsewhere(Number(url.port), limits)), 80))).toMatchObject({
      code: 'net.timeout',
      params: { host: '127.0.0.1' },
    });
  });

  it('can agree on nothing', async () => {
    const server = await sshd({ config: ['Ciphers 3des-cbc'] });
    expect(await failureOf(dial(through(server), 80))).toMatchObject({ code: 'jump.handshake' });
  });
});
