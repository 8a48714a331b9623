import { AppError, isAbort } from '../../shared/errors/app-error.ts';
import type { AuditEntry, AuditOutcome } from '../../shared/model/audit.ts';
import type { Task, TaskState } from '../../shared/model/task.ts';
import { namesSecret } from '../../shared/util/secret-names.ts';
import { longestLine } from '../audit/files.ts';
import { canonical } from '../audit/line.ts';
import { labelledSecret, longestSeen, redactText } from '../providers/http/redact.ts';

type Values = AuditEntry['parameters'];

/** A deed before it is known how it ended. What is left out is nothing. */
export interface AuditDeed {
  readonly action: string;
  readonly connection?: { readonly id: string; readonly name: string } | null;
  readonly vm?: { readonly id: string; readonly name: string } | null;
  /** As they were given: they are redacted before they are kept. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Made when it is left out. */
  readonly operationId?: string;
  /**
   * It changes something in a cloud or takes secrets out: that it was begun is on the disk before it is done, so that it
   * is in the log even when the program is ended in the midst of it.
   */
  readonly begins?: boolean;
}

/** A deed that more than one entry is about. */
export interface NumberedDeed extends AuditDeed {
  readonly operationId: string;
}

/** How a deed ended. */
export interface AuditEnd {
  readonly outcome: AuditOutcome;
  readonly error?: string | null;
  readonly durationMs?: number | null;
  readonly requestId?: string | null;
}

const hidden = '[secret]';

const longestId = 300;
/** Characters that parameters may take of a line; its names and ids need no more than the rest. */
const mostOfLine = (longestLine * 3) / 4;

const plainText = (text: string): string => redactText(text, [], longestSeen);

/** A value without what names and texts inside it call secret. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value) return withoutSecrets(JSON.parse(JSON.stringify(value)));
  const fields: [string, unknown][] = Object.entries(value);
  const isLabelled = labelledSecret(fields);
  return Object.fromEntries(
    fields.map(([name, inner]) => [
      plainText(name),
      namesSecret(name) || isLabelled(name) ? hidden : withoutSecrets(inner),
    ]),
  );
}

function valueOf(value: unknown): Values[string] {
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return plainText(value);
  // Only now, for what is quoted twice is not found in texts.
  const text = JSON.stringify(withoutSecrets(value));
  return text.length <= longestSeen ? text : `${text.slice(0, longestSeen)}…`;
}

/**
 * Parameters as they may be kept: no secrets, one level, texts of at most 4,000 characters on one line; the first that fit
 * into the line of an entry, and in `…` how many do not.
 */
export function redactParameters(parameters: Readonly<Record<string, unknown>>): Values {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const isLabelled = labelledSecret(given);
  const kept: [string, Values[string]][] = [];
  let length = 0;
  for (const [name, value] of given) {
    const isSecret = namesSecret(name) || isLabelled(name);
    const one = [name.slice(0, 100), isSecret ? hidden : valueOf(value)] as const;
    length += canonical(one).length;
    if (length > mostOfLine) break;
    kept.push([...one]);
  }
  const rest = given.length - kept.length;
  return Object.fromEntries(rest === 0 ? kept : [...kept, ['…', rest]]);
}

/** An id as the cloud or a person gave it, bounded. */
export const shortId = (id: string): string => id.slice(0, longestId);

/** A name and an id as the cloud or a person gave them, on one line and bounded. */
export const shortName = (one: AuditDeed['vm']): AuditEntry['vm'] =>
  one === null || one === undefined ? null : { id: shortId(one.id), name: shortId(redactText(one.name)) };

/** How a failure ended a deed. What is no AppError is a mistake of the program. */
export function endBy(error: unknown): AuditEnd {
  if (isAbort(error)) return { outcome: 'cancelled' };
  if (!(error instanceof AppError)) return { outcome: 'failed', error: 'internal' };
  return { outcome: 'failed', error: error.code, requestId: error.detail?.requestId ?? null };
}

const outcomes: Readonly<Partial<Record<TaskState, AuditOutcome>>> = {
  done: 'done',
  failed: 'failed',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

/** A task as a deed. */
export function taskDeed({ id, request, vmId, vmName, connectionId }: Task, connectionName: string): NumberedDeed {
  const { action, ...parameters } = request;
  return {
    ...{ action: `vm.${action}`, parameters, operationId: id },
    connection: { id: connectionId, name: connectionName },
    vm: { id: vmId, name: vmName },
  };
}

/** How a task ended. */
export function taskEnd({ state, error, startedAt, queuedAt, endedAt }: Task): AuditEnd {
  const requestId = error?.detail?.requestId ?? null;
  const durationMs = endedAt === null ? null : Math.max(0, endedAt - (startedAt ?? queuedAt));
  return { outcome: outcomes[state] ?? 'failed', error: error?.code ?? null, durationMs, requestId };
}
