import { AppError } from '../../shared/errors/app-error.ts';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';
import type { ConnectionView } from '../../shared/model/connection.ts';
import type { Snapshot, Vm } from '../../shared/model/vm.ts';
import type { MessageKey } from '../../shared/i18n/translate.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import type { Session } from './session.ts';

/** The one of `all` with this id, else the one with this name. */
export function pick<T>(
  all: readonly T[],
  wanted: string,
  idOf: (one: T) => string,
  nameOf: (one: T) => string,
  words: { readonly none: MessageKey; readonly several: MessageKey },
): T {
  const byId = all.find((one) => idOf(one) === wanted);
  if (byId !== undefined) return byId;
  const [found, ...others] = all.filter((one) => nameOf(one) === wanted);
  if (found === undefined) throw new CliFailure(words.none, { wanted }, exitCodes.validation);
  if (others.length > 0) throw new CliFailure(words.several, { wanted }, exitCodes.validation);
  return found;
}

/** A connection by its id or its name. */
export const findConnection = ({ connections }: Session, wanted: string): ConnectionView =>
  pick(
    connections.list(),
    wanted,
    ({ id }) => id,
    ({ settings }) => settings.name,
    { none: 'cli.connection-unknown', several: 'cli.connection-ambiguous' },
  );

async function readById(session: Session, connectionId: string, id: string, signal: AbortSignal): Promise<Vm | null> {
  const { connections } = session;
  const provider = connections.provider(connectionId);
  const failures: unknown[] = [];
  for (const region of await connections.regions(connectionId, signal)) {
    try {
      const [vm] = await provider.readVms(region.id, [id], signal);
      if (vm !== undefined) return vm;
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof AppError ? error.code : '';
      if (refusedLogins.has(code)) throw error;
      // A name need not have the form of an id.
      if (code !== 'cloud.invalid-parameter') failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return null;
}

/** A VM by the cloud's id, which costs one call a region, or by its name, for which all are read. In the inventory. */
export async function findVm(session: Session, connectionId: string, wanted: string, signal: AbortSignal): Promise<Vm> {
  const { connections, inventory } = session;
  const byId = await readById(session, connectionId, wanted, signal);
  if (byId !== null) {
    inventory.put([byId]);
    return byId;
  }
  const [failure] = await connections.refresh(connectionId, signal);
  // A region that does not answer may have another VM of the name.
  if (failure !== undefined) throw failure;
  return pick(
    allVms(session, [connectionId]),
    wanted,
    ({ cloudId }) => cloudId,
    ({ name }) => name,
    { none: 'cli.vm-unknown', several: 'cli.vm-ambiguous' },
  );
}

export const findSnapshot = (vm: Vm, wanted: string): Snapshot =>
  pick(
    vm.snapshots,
    wanted,
    ({ id }) => id,
    ({ name }) => name,
    { none: 'cli.snapshot-unknown', several: 'cli.snapshot-ambiguous' },
  );

/** What the inventory has of these connections, by name. */
export const allVms = ({ inventory }: Session, connectionIds: readonly string[]): readonly Vm[] => {
  const page = inventory.query({
    ...{ text: '', states: [], connectionIds: [...connectionIds], offset: 0, limit: Number.MAX_SAFE_INTEGER },
    sort: { by: 'name', descending: false },
  });
  return page.rows.map(({ id }) => inventory.get(id));
};
