import type { AuditEntry } from '../../shared/model/audit.ts';
import { canonical } from './line.ts';

/** Facility 13, "log audit", times 8 (RFC 5424, section 6.2.1). */
const facility = 13 * 8;
const severities = { notice: 5, warning: 4 } as const;

/** Printable ASCII without blanks, at most so long; a dash for nothing (RFC 5424, section 6). */
const field = (text: string, longest: number): string => text.replace(/[^\x21-\x7e]/g, '?').slice(0, longest) || '-';

export interface SyslogOrigin {
  readonly host: string;
  readonly pid: number;
}

/**
 * One entry as a message of RFC 5424: the action is its MSGID, the entry in JSON its text. ASCII throughout, so no byte
 * order mark is due (section 6.4).
 */
export function syslogMessage(entry: AuditEntry, { host, pid }: SyslogOrigin): string {
  const severity = entry.outcome === 'done' || entry.outcome === 'begun' ? severities.notice : severities.warning;
  const time = new Date(entry.at).toISOString();
  const head = [
    `<${facility + severity}>1`,
    time,
    field(host, 255),
    'VMDeck',
    String(pid),
    field(entry.action, 32),
    '-',
  ];
  return `${head.join(' ')} ${canonical(entry)}`;
}

/** A message in its frame: how many bytes it has, a blank, the bytes (RFC 6587, section 3.4.1; RFC 5425, section 4.3). */
export const framed = (message: string): string => `${Buffer.byteLength(message)} ${message}`;
