import type { ErrorData } from '../../shared/errors/app-error.ts';
import type { ConsoleState } from '../../shared/model/console.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Audit } from './audit.ts';
import type { AuditDeed } from './audit-facts.ts';

/** The part of a console's session that is followed. */
interface Followed {
  readonly state: ConsoleState;
  readonly error: ErrorData | null;
}

/**
 * Records a console's session, told of each of its states: that it was opened, or why not, and that it was closed, with
 * how long it was open.
 */
export function followConsole(audit: Audit, clock: Clock, deed: Omit<AuditDeed, 'action'>) {
  let askedAt: number | null = null;
  let openedAt: number | null = null;
  return ({ state, error }: Followed): void => {
    const now = clock.now();
    const lasted = (since: number | null): number => Math.max(0, now - (since ?? now));
    const failure = { error: error?.code ?? null, requestId: error?.detail?.requestId ?? null };
    if (state === 'asking-ticket') askedAt = now;
    if (state === 'connected' && openedAt === null) {
      openedAt = now;
      audit.record({ ...deed, action: 'console.open' }, { outcome: 'done', durationMs: lasted(askedAt) });
    }
    if (state !== 'closed') return;
    const outcome = error === null ? 'done' : 'failed';
    if (openedAt !== null) {
      audit.record({ ...deed, action: 'console.close' }, { ...failure, outcome, durationMs: lasted(openedAt) });
    } else if (askedAt !== null) {
      const end = {
        ...failure,
        outcome: error === null ? 'cancelled' : 'failed',
        durationMs: lasted(askedAt),
      } as const;
      audit.record({ ...deed, action: 'console.open' }, end);
    }
  };
}
