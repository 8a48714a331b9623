import type { Duplex } from 'node:stream';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import type { Peer } from '../failures.ts';
import type { Jump } from '../route.ts';
import { abortReason, withLimit } from '../with-limit.ts';
import { openLine, type Line, type LineOptions } from './line.ts';

export interface JumpOptions extends Omit<LineOptions, 'keepAliveMs' | 'keepAliveMisses'> {
  readonly clock: Clock;
  readonly limits: JumpLimits;
}

export interface JumpLimits {
  /** Milliseconds for everything until the host has let us in. */
  readonly connectMs: number;
  readonly keepAliveMs: number;
  readonly keepAliveMisses: number;
  /** Milliseconds in which a login that was refused is not tried again: hosts shut out whoever guesses. */
  readonly loginRestMs: number;
}

export const defaultJumpLimits: Omit<JumpLimits, 'connectMs'> = {
  ...{ keepAliveMs: 15_000, keepAliveMisses: 2, loginRestMs: 300_000 },
};

interface Attempt {
  readonly line: Promise<Line>;
  readonly abort: AbortController;
  waiting: number;
  isOpen: boolean;
}

/**
 * The jump host of one connection: an SSH connection that is opened when somebody first wants a stream, shared by all,
 * kept alive, and opened anew after it was lost.
 */
export function createJump(options: JumpOptions): Jump {
  const { jump, clock, limits } = options;
  let attempt: Attempt | null = null;
  let refused: { readonly error: AppError; readonly until: number } | null = null;
  let isClosed = false;

  const endIfIdle = (line: Line): void => {
    if (isClosed && line.streams === 0) line.close();
  };

  const connect = async (waitFor: (peer: Peer) => void, signal: AbortSignal): Promise<Line> => {
    if (refused !== null && clock.now() < refused.until) throw refused.error;
    const expired = (): AppError =>
      new AppError('net.timeout', { host: jump.host, seconds: Math.round(limits.connectMs / 1000) });
    const open = (limited: AbortSignal): Promise<Line> => openLine({ ...options, ...limits }, waitFor, limited);
    try {
      return await withLimit(clock, limits.connectMs, expired, open, signal);
    } catch (error) {
      if (error instanceof AppError && error.code === 'jump.login') {
        refused = { error, until: clock.now() + limits.loginRestMs };
      }
      throw error;
    }
  };

  const begin = (waitFor: (peer: Peer) => void): Attempt => {
    const abort = new AbortController();
    const begun: Attempt = { line: connect(waitFor, abort.signal), abort, waiting: 0, isOpen: false };
    const forget = (): void => {
      if (attempt === begun) attempt = null;
    };
    begun.line.then((line) => {
      begun.isOpen = true;
      line.onStreamEnd = () => endIfIdle(line);
      void line.closed.then(forget);
    }, forget);
    return begun;
  };

  /** The shared line; it is given up when nobody waits for it any more. */
  const lineFor = async (waitFor: (peer: Peer) => void, signal: AbortSignal): Promise<Line> => {
    attempt ??= begin(waitFor);
    const mine = attempt;
    mine.waiting += 1;
    try {
      return await orAborted(mine.line, signal);
    } finally {
      mine.waiting -= 1;
      if (mine.waiting === 0 && !mine.isOpen) {
        if (attempt === mine) attempt = null;
        mine.abort.abort(new AppError('cancelled'));
      }
    }
  };

  const requireOpen = (signal: AbortSignal): void => {
    signal.throwIfAborted();
    if (isClosed) throw new AppError('cancelled');
  };

  return {
    connect: async (signal) => {
      requireOpen(signal);
      await lineFor(() => undefined, signal);
    },
    open: async (target, waitFor, signal): Promise<Duplex> => {
      requireOpen(signal);
      waitFor(jump);
      const line = await lineFor(waitFor, signal);
      waitFor(target);
      return line.open(target, signal);
    },
    close: () => {
      isClosed = true;
      const last = attempt;
      attempt = null;
      if (last === null) return;
      if (!last.isOpen) last.abort.abort(new AppError('cancelled'));
      last.line.then(endIfIdle, () => undefined);
    },
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(abortReason(signal));
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
