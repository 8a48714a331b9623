import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';

/** A deed that was begun and has no end is `begun` while it is under way, and `interrupted` when its program is gone. */
export const auditOutcomes = ['begun', 'done', 'failed', 'timed-out', 'cancelled', 'interrupted'] as const;
export const auditOutcomeSchema = z.enum(auditOutcomes);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

const named = z.strictObject({ id: z.string(), name: z.string() });
export const auditValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One deed: who did what to which VM when, and how it ended. Holds no secret. */
export const auditEntrySchema = z.strictObject({
  /** Place in the log, counted from 1 over all files; files have a line of their own, so places are left out. */
  seq: z.number().int().positive(),
  /** When it ended, or began where no end is known, in milliseconds since the epoch. */
  at: z.number().int(),
  /** The operating system's name of the user. */
  user: z.string(),
  client: z.enum(['app', 'cli']),
  /** Names are those of that time. */
  connection: named.nullable(),
  vm: named.nullable(),
  /** `vm.<action>`, or one of the app's own such as `vault.unlock`; a newer version may have written others. */
  action: z.string(),
  parameters: z.record(z.string(), auditValueSchema),
  outcome: auditOutcomeSchema,
  /** The code of what went wrong. */
  error: z.string().nullable(),
  /** Milliseconds. */
  durationMs: z.number().int().nonnegative().nullable(),
  /** The cloud's id of the request, where it told one. */
  requestId: z.string().nullable(),
  /** Our own id: that of the task, of the console's session, or made for this deed. */
  operationId: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Which entries. Text matches user, connection, VM, action, parameters, error and ids, without regard to case. */
export const auditFilterSchema = z.strictObject({
  text: z.string().max(200),
  outcomes: z.array(auditOutcomeSchema).max(10),
  /** An id or a name; null for every connection. */
  connection: z.string().max(300).nullable(),
  /** Milliseconds since the epoch, the first included, the last not. */
  from: z.number().int().nullable(),
  until: z.number().int().nullable(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const everyEntry: AuditFilter = { text: '', outcomes: [], connection: null, from: null, until: null };

export const auditQuerySchema = z.strictObject({
  filter: auditFilterSchema,
  offset: z.number().int().min(0).max(1_000_000),
  limit: z.number().int().min(1).max(2_000),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** A stretch of the entries that match, the newest first. */
export const auditPageSchema = z.strictObject({
  rows: z.array(auditEntrySchema),
  offset: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  /** Entries of the whole log. */
  all: z.number().int().nonnegative(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

export const auditFormats = ['csv', 'json'] as const;
export const auditFormatSchema = z.enum(auditFormats);
export type AuditFormat = z.infer<typeof auditFormatSchema>;

export const auditFaults = [
  'changed',
  'removed',
  'reordered',
  'added',
  'truncated',
  'anchor-missing',
  'log-missing',
  'foreign',
] as const;
/** One place where the log is not what was written. */
export const auditFindingSchema = z.strictObject({
  fault: z.enum(auditFaults),
  /** Name of the file, without its folder. */
  file: z.string(),
  /** Counted from 1: the line that is wrong, or the first behind the gap. */
  line: z.number().int().positive(),
  /** How many lines are concerned. */
  count: z.number().int().positive(),
});
export type AuditFinding = z.infer<typeof auditFindingSchema>;

export const auditCheckSchema = z.strictObject({
  /** Milliseconds since the epoch. */
  at: z.number().int(),
  files: z.number().int().nonnegative(),
  entries: z.number().int().nonnegative(),
  /** The first ones; {@link total} counts all. */
  findings: z.array(auditFindingSchema),
  total: z.number().int().nonnegative(),
});
export type AuditCheck = z.infer<typeof auditCheckSchema>;

export const auditStatusSchema = z.strictObject({
  /** The last check of the chain; null while the first is under way. */
  check: auditCheckSchema.nullable(),
  /** Why the newest entries are not on the disk, or why the log could not be read. */
  problem: errorDataSchema.nullable(),
  /** Entries that wait for the disk. */
  unwritten: z.number().int().nonnegative(),
  /** Absolute path. */
  folder: z.string(),
  /** Where entries are sent as well; `problem` while they are not. */
  syslog: z.strictObject({ address: z.string(), problem: errorDataSchema.nullable() }).nullable(),
});
export type AuditStatus = z.infer<typeof auditStatusSchema>;
