import { onTestFinished } from 'vitest';
import { bridgeSpiceChannel, bridgeVnc, type BridgeState } from '../../../../../electron/consoles/bridge.ts';
import type { ConsoleTicket } from '../../../../../electron/consoles/ticket.ts';
import { directRoute, type Trust } from '../../../../../electron/net/route.ts';
import type { SeenCertificate } from '../../../../../electron/net/certificate.ts';
import { consoleLimits, type ConsoleLimits } from '../../../../../electron/consoles/limits.ts';
import type { NetworkRoute } from '../../../../../electron/net/route.ts';
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
  readonly user?: string;
  readonly tls?: boolean;
  readonly trust?: Trust;
  readonly clock?: Clock;
  readonly limits?: Partial<ConsoleLimits>;
  readonly acknowledge?: boolean;
  readonly route?: NetworkRoute;
}

export interface Session {
  readonly window: WindowSide;
  readonly states: readonly string[];
  readonly reported: readonly unknown[];
  /** Whether it is connected by TLS; null while it is not connected. */
  readonly secure: () => boolean | null;
  /** What an unbelieved server showed. */
  readonly shown: () => readonly SeenCertificate[];
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
  let secure: boolean | null = null;
  let shown: readonly SeenCertificate[] = [];
  const { user, tls, trust = directRoute.trust } = options;
  const ticket: ConsoleTicket = {
    ...{ kind, host, port, password: new Secret(password) },
    ...(user !== undefined && { user }),
    ...(tls !== undefined && { tls }),
  };
  const run = kind === 'vnc' ? bridgeVnc : bridgeSpiceChannel;
  const ended = run(
    {
      ticket,
      trust,
      port: window.bridgePort,
      clock,
      limits: { ...consoleLimits, ...limits },
      ...(options.route !== undefined && { route: options.route }),
      onState: (state: BridgeState) => {
        states.push(state.state);
        if (state.state === 'connected') ({ secure } = state);
        if (state.state === 'closed') ({ error, shown } = state);
      },
      report: (failure) => `report-${reported.push(failure)}`,
    },
    control.signal,
  ).then(() => error);
  onTestFinished(() => control.abort());
  const seen = { secure: () => secure, shown: () => shown };
  return { window, states, reported, ended, ...seen, abort: (reason) => control.abort(reason) };
}
