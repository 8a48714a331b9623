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

/** Every connection has answered once, well or badly. */
export const haveAllAnswered = (connections: readonly Health[]): boolean =>
  connections.every((connection) => ['online', 'failed', 'disabled'].includes(shownStatus(connection)));
