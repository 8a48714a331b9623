import type { Parameter } from './endpoint.ts';

/** What a parameter can be once it is known to be as the catalog has it. */
export type Argument =
  string | number | boolean | readonly Argument[] | { readonly [field: string]: Argument } | null | undefined;
export type ArgumentValues = Readonly<Record<string, Argument>>;

/** Why a value is refused before it is sent; `combination` is a value that another one does not allow. */
export type Refusal =
  'unknown' | 'missing' | 'type' | 'value' | 'range' | 'step' | 'length' | 'pattern' | 'combination';

/** Empty values are not sent, so they are as good as absent, unless the document has the empty text for a value. */
export const isEmpty = (value: unknown, { oneOf }: Pick<Parameter, 'oneOf'>): boolean =>
  value === null ||
  value === undefined ||
  (value === '' && oneOf?.includes('') !== true) ||
  (Array.isArray(value) && value.length === 0);

/** Given by anybody: a flag that is down is nobody's wish. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== false;

function textRefusal(value: unknown, { oneOf, pattern, minLength = 0, maxLength = Infinity }: Parameter) {
  if (typeof value !== 'string') return 'type';
  if (oneOf?.includes(value) === false) return 'value';
  const { length } = Array.from(value);
  if (length < minLength || length > maxLength) return 'length';
  return pattern?.test(value) === false ? 'pattern' : null;
}

function numberRefusal(value: unknown, { oneOf, min = -Infinity, max = Infinity, multipleOf }: Parameter) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'type';
  if (oneOf?.includes(value) === false) return 'value';
  if (value < min || value > max) return 'range';
  return multipleOf === undefined || value % multipleOf === 0 ? null : 'step';
}

const integerRefusal = (value: unknown, parameter: Parameter) =>
  Number.isSafeInteger(value) ? numberRefusal(value, parameter) : 'type';

/** Why one value, or one item of a list, is refused by itself; null when it is as the catalog has it. */
export function scalarRefusal(value: unknown, parameter: Parameter): Refusal | null {
  switch (parameter.type) {
    case 'string':
    case 'strings':
      return textRefusal(value, parameter);
    case 'integer':
    case 'integers':
      return integerRefusal(value, parameter);
    case 'number':
      return numberRefusal(value, parameter);
    case 'boolean':
      return typeof value === 'boolean' ? null : 'type';
    case 'object':
    case 'objects':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : 'type';
  }
}

/** `1..11`, `1..`, `..11`; null without bounds. */
export const rangeText = (low: number | undefined, high: number | undefined): string | null =>
  low === undefined && high === undefined ? null : `${low ?? ''}..${high ?? ''}`;

/** What the parameter has to be, in terms of the catalog, for the technical details of an error. */
export function expectation(parameter: Parameter): string {
  const { type, oneOf, min, max, multipleOf, minLength, maxLength, pattern, line } = parameter;
  const length = rangeText(minLength, maxLength);
  const traits = [
    type,
    oneOf?.join(' | '),
    rangeText(min, max),
    multipleOf === undefined ? null : `multiple of ${multipleOf}`,
    length === null ? null : `${length} characters`,
    pattern?.toString(),
  ].filter((trait) => trait !== null && trait !== undefined);
  return `${traits.join(', ')}${line === undefined ? '' : ` (line ${line})`}`;
}
