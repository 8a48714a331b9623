import { AppError, isAbort } from '../../shared/errors/app-error.ts';
import type { AuditEntry, AuditOutcome } from '../../shared/model/audit.ts';
import type { Task, TaskState } from '../../shared/model/task.ts';
import { longestLine } from '../audit/files.ts';
import { canonical } from '../audit/line.ts';
import { longestSeen, redactText } from '../providers/http/redact.ts';

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
/** Names of parameters whose values are secret, or, as scripts for a guest, often hold secrets. */
const secretName =
  /pass(word|wd|phrase)|secret|credential|token|ticket|cookie|authorization|signature|(private|public|api|access|ssh)[-_]?key|user[-_]?data|cloud[-_]?init|script/i;

const longestId = 300;
/** Characters that parameters may take of a line; its names and ids need no more than the rest. */
const mostOfLine = (longestLine * 3) / 4;

/** A value without what the names inside it call secret. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const plain: unknown = 'toJSON' in value ? JSON.parse(JSON.stringify(value)) : value;
  if (typeof plain !== 'object' || plain === null) return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([name, inner]: [string, unknown]) => [
      name,
      secretName.test(name) ? hidden : withoutSecrets(inner),
    ]),
  );
}

function valueOf(name: string, value: unknown): Values[string] {
  if (secretName.test(name)) return hidden;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return redactText(typeof value === 'string' ? value : JSON.stringify(withoutSecrets(value)), [], longestSeen);
}

/**
 * Parameters as they may be kept: no secrets, one level, texts of at most 4,000 characters on one line; the first that fit
 * into the line of an entry, and in `…` how many do not.
 */
export function redactParameters(parameters: Readonly<Record<string, unknown>>): Values {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const kept: [string, Values[string]][] = [];
  let length = 0;
  for (const [name, value] of given) {
    const one = [name.slice(0, 100), valueOf(name, value)] as const;
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
