import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { LoginSession } from '../../../electron/providers/auth/login-session.ts';
import { Relogin } from '../../../electron/providers/auth/relogin.ts';
import { toSent, type Authorised, type AuthStrategy, type Draft } from '../../../electron/providers/auth/strategy.ts';
import { createHttpTransport, type HttpTransport } from '../../../electron/providers/http/transport.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startBearerCloud, type BearerCloud } from './bearer-cloud.ts';

const never = (): AbortSignal => new AbortController().signal;

const answerSchema = z.object({
  scode: z.number(),
  message: z.string().optional(),
  message_cn: z.string().optional(),
  data: z.unknown().optional(),
});

const codes = { 401: 'cloud.login-expired', 10187: 'cloud.bad-credentials' } as const;

function read(json: unknown): unknown {
  const { scode, message, message_cn: messageZh, data } = answerSchema.parse(json);
  if (scode === 0) return data;
  const detail = { code: String(scode), message, messageZh };
  throw new AppError(scode === 401 || scode === 10187 ? codes[scode] : 'cloud.refused', {}, { detail });
}

interface Token {
  readonly token: Secret;
}

/** A login whose token is sent as `Authorization: Bearer` (AUTH, section 2). */
function bearerLogin(transport: HttpTransport, cloud: URL, secret: () => Promise<Secret>, clock: Clock): AuthStrategy {
  const session = new LoginSession<Token>(async (signal) => {
    const text = JSON.stringify({ user: 'someone', password: (await secret()).reveal() });
    const url = new URL('authentication/login', cloud);
    const sent = toSent({ method: 'POST', url, headers: {}, body: { kind: 'json', text } });
    const { json } = await transport.send({ method: 'POST', ...sent, effect: 'changes' }, signal);
    return { token: new Secret(z.object({ token: z.string() }).parse(read(json)).token) };
  }, clock);
  const used = new WeakMap<Authorised, Token>();
  return {
    authorise: async (draft, signal) => {
      const login = await session.get(signal);
      const token = login.token.reveal();
      const sent = toSent({ ...draft, headers: { ...draft.headers, authorization: `Bearer ${token}` } });
      const authorised = { ...sent, secrets: [token] };
      used.set(authorised, login);
      return authorised;
    },
    expire: (refused) => {
      const login = used.get(refused);
      if (login !== undefined) session.expire(login);
    },
    close: () => session.close(),
  };
}

interface Connected {
  readonly cloud: BearerCloud;
  readonly strategy: AuthStrategy;
  readonly call: (signal?: AbortSignal) => Promise<unknown>;
  /** Lets time pass for the back-off. */
  readonly pass: (ms: number) => void;
}

async function connect(typed = 'right'): Promise<Connected> {
  const cloud = await startBearerCloud('right');
  const transport = createHttpTransport({ clock: systemClock, random: () => 0, limits: { concurrency: 20 } });
  onTestFinished(async () => {
    await transport.close();
    await cloud.stop();
  });
  let passed = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
  const strategy = bearerLogin(transport, cloud.url, () => Promise.resolve(new Secret(typed)), clock);
  const relogin = new Relogin(strategy, clock);
  const draft: Draft = { method: 'GET', url: new URL('vms', cloud.url), headers: {}, body: { kind: 'none' } };
  const send = async ({ url, headers, body }: Authorised, signal: AbortSignal): Promise<unknown> =>
    read((await transport.send({ method: 'GET', url, headers, body, effect: 'reads' }, signal)).json);
  return {
    ...{ cloud, strategy },
    call: (signal = never()) => relogin.run(draft, send, signal),
    pass: (ms) => {
      passed += ms;
    },
  };
}

const together = (call: () => Promise<unknown>, count: number): Promise<PromiseSettledResult<unknown>[]> =>
  Promise.allSettled(Array.from({ length: count }, () => call()));

describe('a login with a token', () => {
  it('is made once for calls that come together, and serves those that follow', async () => {
    const { cloud, call } = await connect();
    const results = await together(call, 12);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    await call();
    expect(cloud.logins).toHaveLength(1);
  });

  it('is renewed exactly once when it expires under many calls, each of which is sent once more', async () => {
    const { cloud, call } = await connect();
    await call();
    cloud.expireAll();
    const results = await together(call, 12);
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(cloud.logins).toHaveLength(2);
    expect(cloud.calls.filter(({ accepted }) => !accepted).length).toBeLessThanOrEqual(12);
    expect(cloud.calls.filter(({ accepted }) => accepted)).toHaveLength(13);
  });

  it('is given up, in the words of the cloud, when the renewed one is expired at once', async () => {
    const { cloud, call, pass } = await connect();
    cloud.refuseAll();
    const expired = { code: 'cloud.login-expired', detail: { message: 'token expired', messageZh: '登录已过期' } };
    await expect(call()).rejects.toMatchObject(expired);
    expect([cloud.calls.length, cloud.logins.length]).toEqual([2, 2]);
    await expect(call()).rejects.toMatchObject(expired);
    expect([cloud.calls.length, cloud.logins.length]).toEqual([3, 3]);
    pass(60_000);
    await expect(call()).rejects.toMatchObject(expired);
    expect([cloud.calls.length, cloud.logins.length]).toEqual([5, 5]);
  });

  it('with a wrong password is tried once, however many calls ask and ask again', async () => {
    const { cloud, call, pass } = await connect('wrong');
    const results = [...(await together(call, 12)), ...(await together(call, 12))];
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'cloud.bad-credentials', detail: { code: '10187', messageZh: '密码错误' } },
      });
    }
    expect(cloud.logins).toHaveLength(1);
    pass(60_000);
    await together(call, 12);
    expect(cloud.logins).toHaveLength(2);
    pass(60_000);
    await together(call, 12);
    expect(cloud.logins).toHaveLength(2);
    pass(60_000);
    await together(call, 12);
    expect(cloud.logins).toHaveLength(3);
    expect(cloud.calls).toHaveLength(0);
  });

  it('goes on for the others when one that waits gives up', async () => {
    const { cloud, call } = await connect();
    let release: () => void = () => undefined;
    cloud.holdLogins(new Promise((resolve) => (release = resolve)));
    const abort = new AbortController();
    const reason = new Error('enough');
    const gone = call(abort.signal);
    const stays = call();
    abort.abort(reason);
    await expect(gone).rejects.toBe(reason);
    release();
    await expect(stays).resolves.toEqual({ path: '/v1/vms' });
    expect(cloud.logins).toHaveLength(1);
  });

  it('is ended when all give up, and made anew by the next', async () => {
    const { cloud, call } = await connect();
    cloud.holdLogins(new Promise(() => undefined));
    const abort = new AbortController();
    const reason = new Error('enough');
    const gone = call(abort.signal);
    abort.abort(reason);
    await expect(gone).rejects.toBe(reason);
    cloud.holdLogins(Promise.resolve());
    await expect(call()).resolves.toEqual({ path: '/v1/vms' });
  });

  it('ends with the connection', async () => {
    const { cloud, call, strategy } = await connect();
    cloud.holdLogins(new Promise(() => undefined));
    const waiting = expect(call()).rejects.toMatchObject({ code: 'cancelled' });
    strategy.close();
    await waiting;
    await expect(call()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
