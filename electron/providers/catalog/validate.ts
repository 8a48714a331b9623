import { AppError } from '../../../shared/errors/app-error.ts';
import { placeOf } from './complete.ts';
import type { Endpoint, Parameter } from './endpoint.ts';
import { breachOf } from './rules.ts';
import {
  expectation,
  isEmpty,
  isGiven,
  scalarRefusal,
  type Argument,
  type ArgumentValues,
  type Refusal,
} from './values.ts';

/** @throws AppError: never returns */
type Refuse = (path: string, reason: Refusal, wanted: string) => never;

/** Parameters of a call, or fields of one of them, with what holds between them. */
type Group = Pick<Parameter, 'anyOf' | 'when'> & { readonly parameters: readonly Parameter[] };

/** Nothing was left of its fields; the same in a list is an item. */
const isBare = (value: Argument): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const pathOf = (within: string, name: string): string => (within === '' ? name : `${within}.${name}`);

function checkItem(value: unknown, path: string, parameter: Parameter, refuse: Refuse): Argument {
  const refusal = value === '' ? 'missing' : scalarRefusal(value, parameter);
  if (refusal !== null) return refuse(path, refusal, expectation(parameter));
  const { type, fields } = parameter;
  // It has just been found to be of the parameter's type; a free object is JSON, whatever is in it.
  if ((type !== 'object' && type !== 'objects') || fields === undefined) return value as Argument;
  return Object.fromEntries(checkGroup({ ...parameter, parameters: fields }, value as object, path, refuse));
}

function checkValue(value: unknown, path: string, parameter: Parameter, refuse: Refuse): Argument {
  const { type } = parameter;
  if (type !== 'strings' && type !== 'integers' && type !== 'objects') {
    // What the document lets be empty is no missing item.
    return value === '' ? '' : checkItem(value, path, parameter, refuse);
  }
  if (!Array.isArray(value)) return refuse(path, 'type', expectation(parameter));
  return value.map((item: unknown, index) => checkItem(item, `${path}.${index}`, parameter, refuse));
}

function checkGroup(group: Group, values: object, within: string, refuse: Refuse): ReadonlyMap<string, Argument> {
  const { parameters, anyOf = [], when = [] } = group;
  const given = new Map<string, Argument>();
  for (const [name, value] of Object.entries(values) as readonly (readonly [string, unknown])[]) {
    const path = pathOf(within, name);
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) {
      refuse(path, 'unknown', `it takes ${parameters.map((one) => one.name).join(', ') || 'no parameter'}`);
    } else if (!isEmpty(value, parameter)) {
      const checked = checkValue(value, path, parameter, refuse);
      if (!isBare(checked)) given.set(name, checked);
    }
  }
  for (const parameter of parameters) {
    if (parameter.required === true && !given.has(parameter.name))
      refuse(pathOf(within, parameter.name), 'missing', expectation(parameter));
  }
  for (const names of anyOf) {
    if (!names.some((name) => isGiven(given.get(name))))
      refuse(pathOf(within, names[0] ?? ''), 'missing', `one of ${names.join(', ')}`);
  }
  const breach = breachOf(when, parameters, given);
  if (breach !== null) refuse(pathOf(within, breach.name), breach.reason, breach.wanted);
  return given;
}

/**
 * Checks what is about to be sent against the catalog, so that nothing missing, unknown or ill-typed leaves.
 *
 * @returns the values without those that are empty
 * @throws AppError `cloud.invalid-parameter` {field: dotted, e.g. `Disks.0.Size`, reason: {@link Refusal}}; the details
 *   tell what it has to be
 */
export function validate(endpoint: Endpoint, values: Readonly<Record<string, unknown>>): ArgumentValues {
  const refuse: Refuse = (field, reason, wanted) => {
    const message = `${endpoint.id}, ${field}: ${reason}; ${wanted}`;
    throw new AppError('cloud.invalid-parameter', { field, reason }, { detail: { code: reason, message } });
  };
  const given = checkGroup(endpoint, values, '', refuse);
  for (const parameter of endpoint.parameters.filter((one) => placeOf(endpoint, one) === 'path')) {
    const value = given.get(parameter.name);
    if (value === undefined) refuse(parameter.name, 'missing', expectation(parameter));
    // As a segment of a path these two lead elsewhere, however they are escaped.
    if (value === '.' || value === '..') refuse(parameter.name, 'pattern', expectation(parameter));
  }
  return Object.fromEntries(given);
}
