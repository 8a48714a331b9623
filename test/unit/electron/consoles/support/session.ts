import { onTestFinished } from 'vitest';
import {
  bridgeSpiceChannel,
  bridgeVnc,
  type BridgeState,
  type ConsoleTicket,
} from '../../../../../electron/consoles/bridge.ts';
import { consoleLimits, type ConsoleLimits } from '../../../../../electron/consoles/limits.ts';
import type { ErrorData } from '../../../../../shared/errors/app-error.ts';
import type { Clock } from '../../../../../shared/util/clock.ts';
import { Secret } from '../../../../../shared/util/secret.ts';
import { realClock } from './clock.ts';
import { WindowSide } from './window.ts';

interface SessionOptions {
  readonly kind: 'vnc' | 'spice';
  readonly port: number;
  readonly host?: string;
  readonly password?: string;
  readonly clock?: Clock;
  readonly limits?: Partial<ConsoleLimits>;
  readonly acknowledge?: boolean;
}

export interface Session {
  readonly window: WindowSide;
  readonly states: readonly string[];
  readonly reported: readonly unknown[];
  /** The last state's error, when all is over. */
  readonly ended: Promise<ErrorData | null>;
  abort(reason?: unknown): void;
}

/** A bridge between a server and a test's window. */
export function openSession(options: SessionOptions): Session {
  const { kind, port, host = '127.0.0.1', password = 'sesame', clock = realClock, limits = {} } = options;
  const window = new WindowSide({ acknowledge: options.acknowledge ?? true });
  const control = new AbortController();
  const states: string[] = [];
  const reported: unknown[] = [];
  let error: ErrorData | null = null;
  const ticket: ConsoleTicket = { kind, host, port, password: new Secret(password) };
  const run = kind === 'vnc' ? bridgeVnc : bridgeSpiceChannel;
  const ended = run(
    {
      ticket,
      port: window.bridgePort,
      clock,
      limits: { ...consoleLimits, ...limits },
      onState: (state: BridgeState) => {
        states.push(state.state);
        if (state.state === 'closed') error = state.error;
      },
      report: (failure) => `report-${reported.push(failure)}`,
    },
    control.signal,
  ).then(() => error);
  onTestFinished(() => control.abort());
  return { window, states, reported, ended, abort: (reason) => control.abort(reason) };
}
