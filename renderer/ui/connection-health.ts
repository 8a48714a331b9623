import type { ConnectionStatus, ConnectionView } from '../../shared/model/connection.ts';

type Health = Pick<ConnectionView, 'status' | 'error' | 'syncedAt'>;

/**
 * The status to show. It does not blink: a connection whose last sync failed stays so while it tries again, and one
 * that has its VMs stays connected while it reads them anew.
 */
export function shownStatus({ status, error, syncedAt }: Health): ConnectionStatus {
  if (status === 'disabled') return status;
  if (status === 'failed' || (status !== 'online' && error !== null)) return 'failed';
  return syncedAt === null ? status : 'online';
}

export const isAvailable = (connection: Health): boolean => shownStatus(connection) !== 'failed';

/** The regions whose VMs could not be read when they were last asked for. */
export const lostRegions = ({ regions }: Pick<ConnectionView, 'regions'>): ConnectionView['regions'] =>
  regions.filter(({ error }) => error !== null);

/** The regions of which VMs may be missing, though they were read. */
export const unsettledRegions = ({ regions }: Pick<ConnectionView, 'regions'>): ConnectionView['regions'] =>
  regions.filter(({ error, unsettled }) => unsettled && error === null);

/** Whether what is shown of VMs of this region may be old. */
export const isRegionStale = (connection: ConnectionView | undefined, region: string): boolean =>
  connection === undefined || !isAvailable(connection) || lostRegions(connection).some(({ id }) => id === region);

/** Every connection has answered once, well or badly. */
export const haveAllAnswered = (connections: readonly Health[]): boolean =>
  connections.every((connection) => ['online', 'failed', 'disabled'].includes(shownStatus(connection)));
