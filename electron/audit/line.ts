import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditEntrySchema, type AuditEntry } from '../../shared/model/audit.ts';

/** What stands before the first line of all. */
export const genesis = '0'.repeat(64);

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const chained = { v: z.literal(1), seq: z.number().int().positive(), at: z.iso.datetime(), prev: digest, hash: digest };

/** The first line of a file: it carries the chain over from the file before. */
const headerSchema = z.strictObject({ ...chained, file: z.number().int().positive() });
const entryLineSchema = auditEntrySchema.extend(chained);
const lineSchema = z.union([entryLineSchema, headerSchema]);
export type AuditLine = z.infer<typeof lineSchema>;

/** What a line says, without its place in the chain. */
export type LineContent = Omit<AuditEntry, 'seq'> | { readonly at: number; readonly file: number };

/** Text as JSON in ASCII: a byte that is cut off, or a relay that knows no Unicode, spoils no more than itself. */
const quoted = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON without spaces and with sorted names, so that one value has one text (as RFC 8785; our numbers are integers). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return quoted(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${quoted(name)}:${canonical(inner)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 over the hash before, a line feed, and the canonical text of the line without its own hash; in hex. */
const hashOf = (prev: string, body: object): string =>
  createHash('sha256')
    .update(`${prev}\n${canonical(body)}`)
    .digest('hex');

export interface Sealed {
  /** Without the line feed. */
  readonly text: string;
  readonly seq: number;
  readonly hash: string;
}

/** A line in its place behind another. */
export function seal(content: LineContent, before: { readonly seq: number; readonly hash: string }): Sealed {
  const seq = before.seq + 1;
  const body = { ...content, v: 1, seq, at: new Date(content.at).toISOString(), prev: before.hash };
  const hash = hashOf(before.hash, body);
  return { text: canonical({ ...body, hash }), seq, hash };
}

/** A line as it was written, or null when somebody else wrote it: its hash or its form is not ours. */
export function unseal(text: string): AuditLine | null {
  try {
    const parsed = JSON.parse(text) as object;
    const line = lineSchema.safeParse(parsed);
    if (!line.success || canonical(parsed) !== text) return null;
    // Of what the text says, not of what the schema leaves of it: that drops a parameter called __proto__.
    const body = Object.fromEntries(Object.entries(parsed).filter(([name]) => name !== 'hash'));
    return hashOf(line.data.prev, body) === line.data.hash ? line.data : null;
  } catch {
    return null;
  }
}

/** The place in the chain that a line claims, though it may not be as it was written. */
export function claimOf(text: string): { readonly seq: number; readonly hash: string } | null {
  try {
    return z.object({ seq: chained.seq, hash: digest }).safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The deed of a line; null for the line of a file. */
export function entryOf(line: AuditLine): AuditEntry | null {
  if ('file' in line) return null;
  const { seq, at, user, client, connection, vm, action, parameters } = line;
  const { outcome, error, durationMs, requestId, operationId } = line;
  return {
    ...{ seq, at: Date.parse(at), user, client, connection, vm, action, parameters },
    ...{ outcome, error, durationMs, requestId, operationId },
  };
}
