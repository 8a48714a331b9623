import { AppError } from '../../shared/errors/app-error.ts';
import type { ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import { createJudge } from '../net/tls.ts';
import { isSameView } from './connection-record.ts';

/**
 * Refuses settings that the list of connections cannot take. A name that was given twice by an earlier version may stay.
 *
 * @param id the connection that is changed; null for a new one
 * @throws AppError `connection.duplicate`, `connection.name-taken`; `tls.bad-authority` for authorities that nobody can
 * read
 */
export function refuseUnfit(
  settings: ConnectionSettings,
  id: string | null,
  present: readonly Pick<ConnectionView, 'id' | 'settings'>[],
): void {
  createJudge(settings.trust);
  const others = present.filter((one) => one.id !== id);
  const same = others.find((one) => isSameView(one.settings, settings));
  if (same !== undefined) throw new AppError('connection.duplicate', { name: same.settings.name });
  const { name } = settings;
  const keepsName = present.some((one) => one.id === id && one.settings.name === name);
  if (!keepsName && others.some((one) => one.settings.name === name))
    throw new AppError('connection.name-taken', { name });
}
