import { AppError } from '../../../shared/errors/app-error.ts';
import { catalog, type ActionName, type Parameter } from './catalog.ts';
import type { ParameterValue, ParameterValues } from './sign.ts';

const isEmpty = (value: ParameterValue): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const fitsText = (value: unknown, { oneOf, pattern }: Parameter): boolean =>
  typeof value === 'string' && (oneOf?.includes(value) ?? true) && (pattern?.test(value) ?? true);

function fits(value: ParameterValue, parameter: Parameter): boolean {
  const { type, min = -Infinity, max = Infinity } = parameter;
  if (type === 'string') return fitsText(value, parameter);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer')
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  return Array.isArray(value) && value.every((item) => item !== '' && fitsText(item, parameter));
}

/**
 * Checks what is about to be sent against the catalog, so that nothing missing, unknown or ill-typed leaves.
 *
 * @throws AppError `cloud.invalid-parameter` {field}
 */
export function validate(action: ActionName, values: ParameterValues): void {
  const parameters: Readonly<Record<string, Parameter>> = catalog[action].parameters;
  const refuse = (field: string): never => {
    throw new AppError('cloud.invalid-parameter', { field }, { detail: { message: `${action}: ${field}` } });
  };
  for (const [field, value] of Object.entries(values)) {
    const parameter = Object.hasOwn(parameters, field) ? parameters[field] : undefined;
    if (parameter === undefined) refuse(field);
    else if (!isEmpty(value) && !fits(value, parameter)) refuse(field);
  }
  for (const [field, { required }] of Object.entries(parameters)) {
    if (required === true && isEmpty(values[field])) refuse(field);
  }
}
