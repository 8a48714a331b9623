export type ParameterType = 'string' | 'integer' | 'bool' | 'strings';

export interface ParameterSpec {
  readonly type: ParameterType;
  readonly required?: true;
  /** The cloud's code for a missing value, where it has one for this parameter alone. */
  readonly missing?: number;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly multipleOf?: number;
  readonly pattern?: RegExp;
  /** Where the parameter is documented: `document:line`, or AUTH.md. */
  readonly source: string;
}

export type ParameterTable = Readonly<Record<string, ParameterSpec>>;

/** A parameter that its table does not allow; the code is set where a missing one has a code of its own. */
export class BadParameter extends Error {
  readonly parameter: string;
  readonly code: number | undefined;

  constructor(parameter: string, message: string, code?: number) {
    super(message);
    this.name = 'BadParameter';
    this.parameter = parameter;
    this.code = code;
  }
}

const ARRAY_KEY = /^(.+)\.(0|[1-9]\d*)$/;

/** Parameters that passed their table; absent optional ones are undefined, or an empty list. */
export interface Parameters {
  text(name: string): string | undefined;
  /** A required string. */
  need(name: string): string;
  /** A required integer. */
  count(name: string): number;
  integer(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  list(name: string): readonly string[];
}

const refuse = (name: string, rule: string): never => {
  throw new BadParameter(name, `Parameter ${name} ${rule}`);
};

const checkValue = (name: string, spec: ParameterSpec, value: string): void => {
  if (spec.type === 'integer') {
    if (!/^-?\d{1,15}$/.test(value)) refuse(name, 'must be an integer');
    const number = Number(value);
    if (spec.min !== undefined && number < spec.min) refuse(name, `must be at least ${spec.min}`);
    if (spec.max !== undefined && number > spec.max) refuse(name, `must be at most ${spec.max}`);
    if (spec.multipleOf !== undefined && number % spec.multipleOf !== 0)
      refuse(name, `must be a multiple of ${spec.multipleOf}`);
  }
  if (spec.type === 'bool' && value !== 'true' && value !== 'false') refuse(name, 'must be true or false');
  if (spec.oneOf !== undefined && !spec.oneOf.includes(value)) refuse(name, `must be one of ${spec.oneOf.join(', ')}`);
  if (spec.pattern !== undefined && !spec.pattern.test(value)) refuse(name, 'has a value that is not allowed');
};

const listOf = (flat: ReadonlyMap<string, string>, name: string): readonly string[] => {
  const values: string[] = [];
  for (let index = 0; flat.has(`${name}.${index}`); index += 1) values.push(flat.get(`${name}.${index}`) ?? '');
  return values;
};

const checkKnown = (flat: ReadonlyMap<string, string>, table: ParameterTable, common: ReadonlySet<string>): void => {
  for (const key of flat.keys()) {
    if (common.has(key)) continue;
    const spec = Object.hasOwn(table, key) ? table[key] : undefined;
    if (spec !== undefined) {
      if (spec.type === 'strings') refuse(key, `is an array: send ${key}.0, ${key}.1 and so on`);
      continue;
    }
    const [, base = '', index = ''] = ARRAY_KEY.exec(key) ?? [];
    const array = Object.hasOwn(table, base) ? table[base] : undefined;
    if (array?.type !== 'strings') refuse(key, 'is unknown to this action');
    if (Number(index) >= listOf(flat, base).length) refuse(base, 'must be numbered from 0 without gaps');
  }
};

/**
 * Checks flattened parameters against an action's table: nothing missing, nothing unknown, nothing ill-typed.
 * `common` names parameters outside every table.
 *
 * @throws {BadParameter} naming the first parameter at fault.
 */
export const validate = (
  flat: ReadonlyMap<string, string>,
  table: ParameterTable,
  common: ReadonlySet<string>,
): Parameters => {
  for (const [name, spec] of Object.entries(table)) {
    const present = spec.type === 'strings' ? flat.has(`${name}.0`) : flat.has(name);
    if (spec.required && !present) throw new BadParameter(name, `Missing parameter ${name}`, spec.missing);
  }
  checkKnown(flat, table, common);
  for (const [name, spec] of Object.entries(table)) {
    if (spec.type === 'strings') listOf(flat, name).forEach((value, i) => checkValue(`${name}.${i}`, spec, value));
    else if (flat.has(name)) checkValue(name, spec, flat.get(name) ?? '');
  }
  return {
    text: (name) => flat.get(name),
    need: (name) => flat.get(name) ?? refuse(name, 'is missing'),
    count: (name) => Number(flat.get(name) ?? refuse(name, 'is missing')),
    integer: (name) => (flat.has(name) ? Number(flat.get(name)) : undefined),
    flag: (name) => (flat.has(name) ? flat.get(name) === 'true' : undefined),
    list: (name) => listOf(flat, name),
  };
};
