import type { ConsoleState, ConsoleView } from '../../shared/model/console.ts';

/**
 * What the window shows. Beyond the session's own states: `drawing` until there is a picture, and `not-running` when
 * there can be none because the VM does not run.
 */
export type Phase = ConsoleState | 'drawing' | 'not-running';

/** Whether main carries the session's channels, so that a viewer can open them. */
export const isCarried = (state: ConsoleState): boolean =>
  state === 'connecting' || state === 'authenticating' || state === 'connected';

const isOver = (state: ConsoleState): boolean => state === 'idle' || state === 'closed';

/**
 * @param pictured the viewer has drawn something
 * @param failed the viewer has given up, whatever main thinks of the session
 * @param renewing a new session is on its way
 */
export function phaseOf(view: ConsoleView | null, pictured: boolean, failed: boolean, renewing: boolean): Phase {
  if (view === null) return 'idle';
  if (failed || isOver(view.state)) {
    if (renewing) return 'idle';
    if (view.power !== 'running') return 'not-running';
    return failed ? 'closed' : view.state;
  }
  return view.state === 'connected' && !pictured ? 'drawing' : view.state;
}
