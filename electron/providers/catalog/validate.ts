import { AppError } from '../../../shared/errors/app-error.ts';
import type { Endpoint, Parameter } from './endpoint.ts';

/** What a parameter can be once it is known to be as the catalog has it. */
export type Argument = string | number | boolean | readonly string[] | null | undefined;
export type ArgumentValues = Readonly<Record<string, Argument>>;

/** Why a value is refused before it is sent. */
export type Refusal = 'unknown' | 'missing' | 'type' | 'value' | 'range' | 'step' | 'length' | 'pattern';

/** Empty values are not sent, so they are as good as absent. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function textRefusal(value: unknown, { oneOf, pattern, minLength = 0, maxLength = Infinity }: Parameter) {
  if (typeof value !== 'string') return 'type';
  if (oneOf?.includes(value) === false) return 'value';
  const { length } = Array.from(value);
  if (length < minLength || length > maxLength) return 'length';
  return pattern?.test(value) === false ? 'pattern' : null;
}

function integerRefusal(value: unknown, { oneOf, min = -Infinity, max = Infinity, multipleOf = 1 }: Parameter) {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'type';
  if (oneOf?.includes(value) === false) return 'value';
  if (value < min || value > max) return 'range';
  return value % multipleOf === 0 ? null : 'step';
}

function refusalOf(value: unknown, parameter: Parameter): Refusal | null {
  if (parameter.type === 'boolean') return typeof value === 'boolean' ? null : 'type';
  if (parameter.type === 'integer') return integerRefusal(value, parameter);
  if (parameter.type === 'string') return textRefusal(value, parameter);
  if (!Array.isArray(value)) return 'type';
  const items: readonly unknown[] = value;
  for (const item of items) {
    const refusal = item === '' ? 'missing' : textRefusal(item, parameter);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** What the parameter has to be, in terms of the catalog, for the technical details of an error. */
function expectation({ type, oneOf, min, max, multipleOf, minLength, maxLength, pattern, line }: Parameter): string {
  const bounds = (low: number | undefined, high: number | undefined): string | null =>
    low === undefined && high === undefined ? null : `${low ?? ''}..${high ?? ''}`;
  const length = bounds(minLength, maxLength);
  const traits = [
    type,
    oneOf?.join(' | '),
    bounds(min, max),
    multipleOf === undefined ? null : `multiple of ${multipleOf}`,
    length === null ? null : `${length} characters`,
    pattern?.toString(),
  ].filter((trait) => trait !== null && trait !== undefined);
  return `${traits.join(', ')}${line === undefined ? '' : ` (line ${line})`}`;
}

/**
 * Checks what is about to be sent against the catalog, so that nothing missing, unknown or ill-typed leaves.
 *
 * @throws AppError `cloud.invalid-parameter` {field, reason: {@link Refusal}}; the details tell what it has to be
 */
export function validate(endpoint: Endpoint, values: Readonly<Record<string, unknown>>): ArgumentValues {
  const { id, parameters, anyOf = [] } = endpoint;
  const refuse = (field: string, reason: Refusal, wanted: string): never => {
    const message = `${id}, ${field}: ${reason}; ${wanted}`;
    throw new AppError('cloud.invalid-parameter', { field, reason }, { detail: { code: reason, message } });
  };
  const checked: [string, Argument][] = [];
  for (const [field, value] of Object.entries(values)) {
    const parameter = parameters.find(({ name }) => name === field);
    if (parameter === undefined) {
      refuse(field, 'unknown', `it takes ${parameters.map(({ name }) => name).join(', ') || 'no parameter'}`);
    } else if (!isEmpty(value)) {
      const refusal = refusalOf(value, parameter);
      if (refusal !== null) refuse(field, refusal, expectation(parameter));
      // It has just been found to be of one of the four types.
      checked.push([field, value as Argument]);
    }
  }
  const given = new Map(checked);
  for (const parameter of parameters) {
    if (parameter.required === true && !given.has(parameter.name))
      refuse(parameter.name, 'missing', expectation(parameter));
  }
  for (const group of anyOf) {
    if (!group.some((name) => given.has(name) && given.get(name) !== false))
      refuse(group[0] ?? '', 'missing', `one of ${group.join(', ')}`);
  }
  return Object.fromEntries(checked);
}
