import { AppError, toErrorData } from '../../shared/errors/app-error.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { ConnectionJump, ShownHostKey } from '../../shared/model/jump.ts';
import { judgeHostKey } from '../net/jump/host-key.ts';
import { lookAtHostKey } from '../net/jump/look.ts';
import { outerRoute, type ReadSecrets, type Surroundings } from './connection-route.ts';

/**
 * What the jump host of a connection shows, and whether it is believed; null where there is none. Nobody is logged in to
 * it. A host that cannot be asked is in the answer with its failure.
 */
export async function lookAtJumpHost(
  settings: ConnectionSettings,
  read: ReadSecrets,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<ShownHostKey | null> {
  if (settings.jump === null) return null;
  const { host, port, hostKey } = settings.jump;
  const route = outerRoute(settings, read, surroundings);
  const options = { route, known: hostKey, clock: surroundings.clock, limitMs: settings.limits.connectSeconds * 1000 };
  try {
    const key = await lookAtHostKey({ ...options, jump: { host, port } }, signal);
    const problem = judgeHostKey({ host, port }, hostKey, key);
    return { host, port, key, accepted: problem === null, problem: problem?.toData() ?? null };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { host, port, key: null, accepted: false, problem: toErrorData(error, '') };
  }
}

/**
 * A jump host that is believed by the key `wanted`, which it has to show: what a person has looked at is what is trusted.
 *
 * @throws AppError `jump.host-key-changed` when it shows another; what keeps it from being asked
 */
export function withHostKey(jump: ConnectionJump | null, shown: ShownHostKey | null, wanted: string): ConnectionJump {
  if (jump === null || shown === null) throw new AppError('connection.gone');
  const { key, problem } = shown;
  if (key === null) throw new AppError(problem?.code ?? 'jump.lost', problem?.params ?? { jump: jump.host });
  const changed = judgeHostKey(jump, wanted, key);
  if (changed !== null) throw changed;
  return { ...jump, hostKey: key };
}
