import type { AuditEntry, AuditFilter } from '../../shared/model/audit.ts';

const textOf = (entry: AuditEntry): string =>
  [
    ...[entry.user, entry.client, entry.action, entry.outcome, entry.error, entry.requestId, entry.operationId],
    ...[entry.connection?.name, entry.connection?.id, entry.vm?.name, entry.vm?.id],
    ...Object.values(entry.parameters).map(String),
  ]
    .join('\n')
    .toLowerCase();

/** Whether an entry is wanted: every word of the text has to be somewhere in it. */
export function matcherOf(filter: AuditFilter): (entry: AuditEntry) => boolean {
  const { outcomes, connection, from, until } = filter;
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (entry) => {
    if (outcomes.length > 0 && !outcomes.includes(entry.outcome)) return false;
    if (connection !== null && entry.connection?.id !== connection && entry.connection?.name !== connection)
      return false;
    if ((from !== null && entry.at < from) || (until !== null && entry.at >= until)) return false;
    if (words.length === 0) return true;
    const text = textOf(entry);
    return words.every((word) => text.includes(word));
  };
}
