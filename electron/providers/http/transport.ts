import type { Duplex } from 'node:stream';
import { Agent, type buildConnector } from 'undici';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import { createDialer, createSecureDialer, type DialOptions } from '../../net/dialer.ts';
import { directRoute, type NetworkRoute } from '../../net/route.ts';
import { parseAnswer, retryAfterMs } from './answer.ts';
import { exchange, type HttpRequest, type RawAnswer } from './exchange.ts';
import { asOutcome, toNetworkError } from './failures.ts';
import { Gate } from './gate.ts';
import { defaultHttpLimits, type HttpLimits } from './limits.ts';
import { RateLimit } from './rate-limit.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Parsed, of unknown shape. */
  readonly json: unknown;
  /** Length of the body as it came. */
  readonly bytes: number;
  readonly attempts: number;
}

export interface HttpTransport {
  /**
   * Sends a request and reads its JSON answer within the limits.
   *
   * @throws AppError `net.*`, `tls.*`, `proxy.*`, `http.status`, `cloud.rate-limited`, `answer.*`, what
   * {@link HttpRequest.refusalIn} finds or throws; `outcome.unknown` for a change that was sent and
   * whose outcome no answer tells; `cancelled` after {@link close}; the signal's reason when it is aborted
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  /** Ends what is under way with `cancelled` and closes the sockets. */
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random: () => number;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** How the connection gets to its servers; left out: directly, trusting the runtime's authorities. */
  readonly route?: NetworkRoute | undefined;
}

const backoffMs = 250;
const passingStatuses: ReadonlySet<unknown> = new Set([502, 503, 504]);

/** Failures that a second attempt often does not meet; a refused port or a slow server would only be asked twice. */
const passes = (failure: AppError): boolean =>
  failure.code === 'net.reset' ||
  failure.code === 'jump.lost' ||
  failure.code === 'answer.truncated' ||
  failure.code === 'cloud.rate-limited' ||
  (failure.code === 'http.status' && passingStatuses.has(failure.params['status']));

/** The one way to a cloud over HTTP: kept-alive connections, limits, retries of what reads, typed failures. */
export function createHttpTransport({ clock, random, limits: wanted, route }: HttpOptions): HttpTransport {
  const limits = { ...defaultHttpLimits, ...wanted };
  const gate = new Gate(limits.concurrency);
  const underWay = new Set<AbortController>();
  const rate = limits.rate === null ? null : new RateLimit(limits.rate, clock);
  const stop = new AbortController();
  const agent = new Agent({
    connect: connectorOf({ clock, limitMs: limits.connectMs, route: route ?? directRoute }, stop.signal),
    connections: limits.concurrency,
    pipelining: 1,
  });

  const attempts = async (request: HttpRequest, call: AbortController, outer: AbortSignal): Promise<HttpAnswer> => {
    const peer = { host: request.url.hostname, port: portOf(request.url) };
    const startedAt = clock.now();
    for (let attempt = 1; ; attempt += 1) {
      const progress = { sent: false };
      if (request.trace !== undefined) request.trace.attempts = attempt;
      let answer: RawAnswer | null = null;
      try {
        const onStart = (): void => {
          progress.sent = true;
        };
        const once = { idleMs: limits.idleMs, maxBytes: limits.maxBytes, onStart };
        const leave = async (): Promise<RawAnswer> => {
          await rate?.take(call.signal);
          return exchange(agent, request, once, call.signal);
        };
        answer = await gate.run(leave, call.signal);
        if (request.trace !== undefined) Object.assign(request.trace, { status: answer.status, bytes: answer.bytes });
        const json = parseAnswer(answer, request.refusesInJson);
        const refusal = request.refusalIn?.(json) ?? null;
        if (refusal !== null) throw refusal;
        return { status: answer.status, json, bytes: answer.bytes, attempts: attempt };
      } catch (error) {
        outer.throwIfAborted();
        const failure = toNetworkError(error, peer, limits);
        if (request.effect === 'changes') throw progress.sent ? asOutcome(failure) : failure;
        if (attempt > limits.retries || !passes(failure)) throw failure;
        const jittered = backoffMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
        const wait = Math.max(jittered, retryAfterMs(answer?.retryAfter ?? null, clock.now()));
        if (clock.now() + wait >= startedAt + limits.totalMs) throw failure;
        await pause(clock, wait, call.signal);
      }
    }
  };

  return {
    send: async (request, signal) => {
      signal.throwIfAborted();
      if (stop.signal.aborted) throw new AppError('cancelled');
      const call = new AbortController();
      const timer = new AbortController();
      const onAbort = (): void => call.abort(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      underWay.add(call);
      clock.sleep(limits.totalMs, timer.signal).then(
        () => call.abort(new AppError('net.timeout', { host: request.url.hostname, seconds: limits.totalMs / 1000 })),
        () => undefined,
      );
      try {
        return await attempts(request, call, signal);
      } finally {
        timer.abort();
        underWay.delete(call);
        signal.removeEventListener('abort', onAbort);
      }
    },
    close: async () => {
      stop.abort(new AppError('cancelled'));
      for (const call of underWay) call.abort(new AppError('cancelled'));
      await agent.destroy();
    },
  };
}

/** The route's dialers as undici asks for connections. */
function connectorOf(options: DialOptions, stop: AbortSignal): buildConnector.connector {
  const plain = createDialer(options);
  const secure = createSecureDialer(options, ['http/1.1']);
  return ({ protocol, hostname, port }, callback) => {
    // It asks of a stream what every duplex has, whatever its declarations say.
    const done = callback as (error: Error | null, stream: Duplex | null) => void;
    const isSecure = protocol === 'https:';
    const dial = isSecure ? secure : plain;
    dial(hostname, port === '' ? (isSecure ? 443 : 80) : Number(port), stop).then(
      (stream) => done(null, stream),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    // Clocks may wrap the reason; callers get it as it is.
    signal.throwIfAborted();
    throw error;
  }
}
