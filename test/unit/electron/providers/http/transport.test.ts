import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/services/system-clock.ts';
import type { HttpRequest } from '../../../../../electron/providers/http/exchange.ts';
import type { HttpLimits } from '../../../../../electron/providers/http/limits.ts';
import { createHttpTransport, type HttpTransport } from '../../../../../electron/providers/http/transport.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { Clock } from '../../../../../shared/util/clock.ts';
import { Servers } from './servers.ts';

const servers = new Servers();
const transports: HttpTransport[] = [];

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  await servers.close();
});

/** Waits for nothing and notes for how long it would have waited; the limits of connecting and of a call never pass. */
const hastyClock = (waits: number[]): Clock => ({
  now: () => 0,
  sleep: (ms) => {
    if (ms >= 10_000) return new Promise(() => undefined);
    waits.push(ms);
    return Promise.resolve();
  },
});

const transportWith = (limits: Partial<HttpLimits> = {}, clock: Clock = hastyClock([])): HttpTransport => {
  const transport = createHttpTransport({ clock, random: () => 0, limits });
  transports.push(transport);
  return transport;
};

const reading = (url: URL): HttpRequest => ({ method: 'POST', url, headers: {}, body: 'a=b', effect: 'reads' });
const changing = (url: URL): HttpRequest => ({ ...reading(url), effect: 'changes' });
const never = (): AbortSignal => new AbortController().signal;

/** A chunk whose size is no number. */
const misframed = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n';

/** Something that a test waits for. */
class Happening {
  happen: () => void = () => undefined;
  readonly happened = new Promise<void>((resolve) => {
    this.happen = resolve;
  });
}

describe('an answer', () => {
  it('is parsed, and its connection serves further calls', async () => {
    const ports = new Set<unknown>();
    const url = await servers.http((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{"RetCode":0}');
    });
    const transport = transportWith();
    const answer = await transport.send(reading(url), never());
    expect(answer).toEqual({ status: 200, json: { RetCode: 0 }, bytes: 13, attempts: 1 });
    for (let call = 0; call < 9; call += 1) await transport.send(reading(url), never());
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it.each([
    ['a web page', 200, '<html>log in</html>', { code: 'answer.not-json', params: { contentType: 'text/html' } }],
    ['a cut answer', 200, '{"RetCode":0,"Infos":[{"Na', { code: 'answer.truncated' }],
    ['an empty answer', 200, '', { code: 'answer.truncated' }],
    ['an error page', 404, '<html>', { code: 'http.status', params: { status: 404 } }],
    ['a redirection', 302, '', { code: 'http.status', params: { status: 302 } }],
    ['too much', 200, `"${'x'.repeat(70_000)}"`, { code: 'answer.too-large' }],
  ])('that is %s is refused', async (_, status, body, expected) => {
    const url = await servers.http((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html', location: '/elsewhere' }).end(body);
    });
    await expect(transportWith({ maxBytes: 65_536 }).send(reading(url), never())).rejects.toMatchObject(expected);
  });

  it('shorter than its Content-Length is truncated', async () => {
    const url = await servers.raw((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"RetCode":0}'));
    });
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject({ code: 'answer.truncated' });
  });

  it('that is not HTTP is refused', async () => {
    const url = await servers.raw((socket) => socket.end('220 mail.example ESMTP\r\n'));
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject({ code: 'answer.not-json' });
  });

  it('never puts its own text into the error', async () => {
    const url = await servers.http((_, response) => response.end('{"VNCPassword":"hunter2" oops'));
    const error: unknown = await transportWith()
      .send(reading(url), never())
      .catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, String((error as Error).cause)])).not.toContain('hunter2');
  });
});

describe('a peer that cannot be reached', () => {
  it('refuses the connection', async () => {
    const url = await servers.nowhere();
    const params = { host: '127.0.0.1', port: Number(url.port) };
    const detail = { code: 'ECONNREFUSED' };
    const expected = { code: 'net.refused', params, detail };
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject(expected);
    await expect(transportWith().send(changing(url), never())).rejects.toMatchObject(expected);
  });

  it('has no address', async () => {
    const expected = { code: 'net.unresolved', params: { host: 'nowhere.invalid' } };
    const url = new URL('http://nowhere.invalid/api');
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject(expected);
  });

  it('accepts but never completes the TLS handshake', async () => {
    const url = await servers.raw(() => undefined, 'https');
    const expected = { code: 'net.timeout', params: { seconds: 0.2 } };
    const transport = transportWith({ connectMs: 200 }, systemClock);
    await expect(transport.send(changing(url), never())).rejects.toMatchObject(expected);
  });
});

describe('a peer that breaks off', () => {
  it('is asked three times in all when the call reads', async () => {
    let calls = 0;
    const url = await servers.raw((socket) => socket.on('data', () => (calls++, socket.resetAndDestroy())));
    const waits: number[] = [];
    const transport = transportWith({}, hastyClock(waits));
    await expect(transport.send(reading(url), never())).rejects.toMatchObject({ code: 'net.reset' });
    expect(calls).toBe(3);
    expect(waits).toEqual([125, 250]);
  });

  it('and then recovers has not failed', async () => {
    let calls = 0;
    const url = await servers.http((request, response) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else response.end('{}');
    });
    await expect(transportWith().send(reading(url), never())).resolves.toMatchObject({ attempts: 2 });
  });

  it.each([
    ['resets', (url: Servers) => url.raw((socket) => socket.on('data', () => socket.resetAndDestroy()))],
    ['closes', (url: Servers) => url.raw((socket) => socket.on('data', () => socket.destroy()))],
    ['hangs', (url: Servers) => url.http(() => undefined)],
    ['stands behind a broken gateway', (url: Servers) => url.http((_, response) => response.writeHead(502).end())],
    ['stands behind an overloaded one', (url: Servers) => url.http((_, response) => response.writeHead(503).end())],
    ['answers half', (url: Servers) => url.http((_, response) => response.end('{"RetCo'))],
    ['answers with a page', (url: Servers) => url.http((_, response) => response.end('<html>'))],
    ['breaks its own framing', (url: Servers) => url.raw((socket) => socket.on('data', () => socket.write(misframed)))],
  ])('leaves the outcome of a change open when it %s, and is not asked again', async (_, start) => {
    const url = await start(servers);
    const waits: number[] = [];
    const transport = transportWith({ idleMs: 200 }, hastyClock(waits));
    const failure = transport.send(changing(url), never());
    await expect(failure).rejects.toMatchObject({ code: 'outcome.unknown', cause: { name: 'AppError' } });
    expect(waits).toEqual([]);
  });

  it('tells clearly when it refuses a change', async () => {
    const url = await servers.http((_, response) => response.writeHead(403).end());
    await expect(transportWith().send(changing(url), never())).rejects.toMatchObject({ code: 'http.status' });
  });
});

describe('a slow peer', () => {
  it('is given up after the idle limit', async () => {
    const url = await servers.http(() => undefined);
    const expected = { code: 'net.timeout', params: { host: '127.0.0.1', seconds: 0.2 } };
    await expect(transportWith({ idleMs: 200 }).send(reading(url), never())).rejects.toMatchObject(expected);
  });

  it('that drips is given up after the total limit', async () => {
    const url = await servers.http((_, response) => {
      response.write('{');
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const transport = transportWith({ totalMs: 250 }, systemClock);
    const expected = { code: 'net.timeout', params: { seconds: 0.25 } };
    await expect(transport.send(reading(url), never())).rejects.toMatchObject(expected);
  });

  it('may name the time of the next attempt', async () => {
    let calls = 0;
    const url = await servers.http((_, response) => {
      calls += 1;
      if (calls === 1) response.writeHead(429, { 'retry-after': '7' }).end();
      else response.end('{}');
    });
    const waits: number[] = [];
    await transportWith({}, hastyClock(waits)).send(reading(url), never());
    expect(waits).toEqual([7000]);
  });

  it('is not waited for beyond the total limit', async () => {
    const url = await servers.http((_, response) => response.writeHead(503, { 'retry-after': '60' }).end());
    const waits: number[] = [];
    const expected = { code: 'http.status', params: { status: 503 } };
    await expect(transportWith({}, hastyClock(waits)).send(reading(url), never())).rejects.toMatchObject(expected);
    expect(waits).toEqual([]);
  });
});

describe('a cloud that refuses with a status and JSON', () => {
  const refusing = (url: URL): HttpRequest => ({ ...reading(url), refusesInJson: true });
  const server = (status: number, body: string): Promise<URL> =>
    servers.http((_, response) => response.writeHead(status).end(body));

  it('is given back to whoever expects it', async () => {
    const url = await server(400, '{"code":"ECS.Denied"}');
    const answer = transportWith().send(refusing(url), never());
    await expect(answer).resolves.toMatchObject({ status: 400, json: { code: 'ECS.Denied' } });
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject({ code: 'http.status' });
  });

  it.each([
    [404, '<html>'],
    [500, '{}'],
    [302, '{}'],
  ])('is told from any other failure (%d %s)', async (status, body) => {
    const url = await server(status, body);
    const expected = { code: 'http.status', params: { status } };
    await expect(transportWith().send(refusing(url), never())).rejects.toMatchObject(expected);
  });
});

describe('a cloud that is asked too often', () => {
  const limited = new AppError('cloud.rate-limited', {}, { detail: { code: '199' } });
  const telling = (url: URL): HttpRequest => ({
    ...reading(url),
    refusalIn: (json) => (JSON.stringify(json).includes('199') ? limited : null),
  });

  it('says so with its status, also of a change, which is not repeated', async () => {
    let calls = 0;
    const url = await servers.http((_, response) => (calls++, response.writeHead(429).end('{}')));
    const expected = { code: 'cloud.rate-limited', detail: { code: 'HTTP 429' } };
    await expect(transportWith().send({ ...changing(url), refusesInJson: true }, never())).rejects.toMatchObject(
      expected,
    );
    expect(calls).toBe(1);
    await expect(transportWith().send(reading(url), never())).rejects.toMatchObject(expected);
    expect(calls).toBe(4);
  });

  it('may say so in an accepted answer: what reads is asked again after a while', async () => {
    let calls = 0;
    const url = await servers.http((_, response) => response.end(`{"RetCode":${++calls < 3 ? 199 : 0}}`));
    const waits: number[] = [];
    const answer = await transportWith({}, hastyClock(waits)).send(telling(url), never());
    expect([answer.json, waits]).toEqual([{ RetCode: 0 }, [125, 250]]);
    calls = -9;
    await expect(transportWith().send(telling(url), never())).rejects.toBe(limited);
    expect(calls).toBe(-6);
    await expect(transportWith().send({ ...telling(url), effect: 'changes' }, never())).rejects.toBe(limited);
    expect(calls).toBe(-5);
  });
});

it('keeps to its rate, repeated calls included', async () => {
  let calls = 0;
  const url = await servers.http((_, response) => {
    calls += 1;
    response.writeHead(calls === 2 ? 503 : 200).end('{}');
  });
  const waits: number[] = [];
  let time = 0;
  const hasty = hastyClock(waits);
  const clock: Clock = {
    now: () => time,
    sleep: async (ms, signal) => {
      await hasty.sleep(ms, signal);
      time += ms;
    },
  };
  const transport = transportWith({ rate: { perSecond: 2, burst: 1 } }, clock);
  await transport.send(reading(url), never());
  await transport.send(reading(url), never());
  expect(waits.map(Math.round)).toEqual([500, 125, 375]);
});

it('tells how far a call has come', async () => {
  const url = await servers.http((_, response) => response.writeHead(503).end('busy'));
  const trace = { status: null, bytes: 0, attempts: 0 };
  await transportWith({ retries: 1 })
    .send({ ...reading(url), trace }, never())
    .catch(() => undefined);
  expect(trace).toEqual({ status: 503, bytes: 4, attempts: 2 });
});

describe('cancelling', () => {
  const reason = new Error('enough');

  it.each([
    ['while connecting', 'https'],
    ['while waiting for the answer', 'http'],
  ] as const)('%s rejects at once with the reason', async (_, protocol) => {
    const abort = new AbortController();
    const url = await servers.raw((socket) => socket.once('data', () => abort.abort(reason)), protocol);
    const startedAt = performance.now();
    await expect(transportWith().send(changing(url), abort.signal)).rejects.toBe(reason);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it('while waiting for a turn rejects, and the turn goes to the next', async () => {
    const answers: (() => void)[] = [];
    const arrived = new Happening();
    const url = await servers.http((_, response) => {
      answers.push(() => response.end('{}'));
      arrived.happen();
      if (answers.length > 1) response.end('{}');
    });
    const transport = transportWith({ concurrency: 1 });
    const first = transport.send(reading(url), never());
    const abort = new AbortController();
    const second = transport.send(reading(url), abort.signal);
    const third = transport.send(reading(url), never());
    abort.abort(reason);
    await expect(second).rejects.toBe(reason);
    await arrived.happened;
    answers[0]?.();
    await Promise.all([first, third]);
    expect(answers).toHaveLength(2);
  });

  it('by closing ends what is under way and refuses what comes later', async () => {
    const arrived = new Happening();
    const url = await servers.http(() => arrived.happen());
    const transport = transportWith();
    const call = transport.send(changing(url), never());
    const judged = expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await arrived.happened;
    await transport.close();
    await judged;
    await expect(transport.send(reading(url), never())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('sends as many calls at once as it may, and no more', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  const url = await servers.http((_, response) => {
    waiting.push(() => response.end('{}'));
    most = Math.max(most, waiting.length);
    // A fourth call, if it were under way, would arrive before these are answered.
    if (waiting.length === 3) setTimeout(() => waiting.splice(0).forEach((answer) => answer()), 20);
  });
  const transport = transportWith({ concurrency: 3 });
  await Promise.all(Array.from({ length: 18 }, () => transport.send(reading(url), never())));
  expect(most).toBe(3);
});
