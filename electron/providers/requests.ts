import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { shapeOf } from '../../shared/model/verbs/field.ts';
import type { Verb } from '../../shared/model/verbs/verb.ts';
import type { Refusal } from './catalog/values.ts';
import type { Secrets } from './provider.ts';

const reasons: Readonly<Partial<Record<z.core.$ZodIssue['code'], Refusal>>> = {
  unrecognized_keys: 'unknown',
  invalid_type: 'type',
  invalid_value: 'value',
  invalid_format: 'pattern',
  not_multiple_of: 'step',
};

const isAbsent = (value: unknown, path: readonly PropertyKey[]): boolean =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  ) === undefined;

function reasonOf(issue: z.core.$ZodIssue, value: unknown): Refusal {
  if (issue.code === 'invalid_type' && isAbsent(value, issue.path)) return 'missing';
  if (issue.code === 'too_small' || issue.code === 'too_big') return issue.origin === 'string' ? 'length' : 'range';
  return reasons[issue.code] ?? 'value';
}

/**
 * Checks a request against the table that it is written in, whoever made it: no cloud is asked for half a request.
 *
 * @throws AppError `cloud.invalid-parameter` {field, reason}
 */
export function checked<T>(schema: z.ZodType<T>, value: T): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) return value;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  throw new AppError('cloud.invalid-parameter', { field: path.map(String).join('.'), reason: reasonOf(issue, value) });
}

/**
 * Checks a request against its row as one cloud has it: a field that the cloud does not have is refused, not ignored.
 *
 * @throws AppError `cloud.invalid-parameter` {field, reason}
 */
export function checkTaken({ fields }: Verb, request: object): void {
  checked<object>(z.strictObject({ action: z.string(), ...shapeOf(fields) }), request);
}

/** @throws AppError `cloud.invalid-parameter` {field, reason} for a secret that is missing or that nobody asked for */
export function checkSecrets({ secrets: wanted = {} }: Verb, secrets: Secrets): void {
  for (const [field, need] of Object.entries(wanted)) {
    if (need === 'required' && !Object.hasOwn(secrets, field))
      throw new AppError('cloud.invalid-parameter', { field, reason: 'missing' });
  }
  for (const field of Object.keys(secrets)) {
    if (!Object.hasOwn(wanted, field)) throw new AppError('cloud.invalid-parameter', { field, reason: 'unknown' });
  }
}
