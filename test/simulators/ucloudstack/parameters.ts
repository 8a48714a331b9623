import { RET, Refusal } from './retcodes.ts';

export type ParameterType = 'string' | 'integer' | 'bool' | 'strings';

export interface ParameterSpec {
  readonly type: ParameterType;
  readonly required?: true;
  /** RetCode for a missing required value; 229 where the tables know none of its own. */
  readonly missing?: number;
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Where the parameter is documented: line of document 000, or AUTH.md. */
  readonly source: string;
}

export type ParameterTable = Readonly<Record<string, ParameterSpec>>;

/** Parameters every action has, outside its own table. */
const COMMON: ReadonlySet<string> = new Set(['Action', 'PublicKey', 'Signature']);
const ARRAY_KEY = /^(.+)\.(0|[1-9]\d*)$/;

/** Parameters that passed their table; absent optional ones are undefined, or an empty list. */
export interface Parameters {
  text(name: string): string | undefined;
  /** A required string. */
  need(name: string): string;
  integer(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  list(name: string): readonly string[];
}

const refuse = (message: string): never => {
  throw new Refusal(RET.parameter, message);
};

const checkValue = (name: string, spec: ParameterSpec, value: string): void => {
  if (spec.type === 'integer') {
    if (!/^-?\d{1,15}$/.test(value)) refuse(`Parameter ${name} must be an integer`);
    const number = Number(value);
    if (spec.min !== undefined && number < spec.min) refuse(`Parameter ${name} must be at least ${spec.min}`);
    if (spec.max !== undefined && number > spec.max) refuse(`Parameter ${name} must be at most ${spec.max}`);
  }
  if (spec.type === 'bool' && value !== 'true' && value !== 'false') refuse(`Parameter ${name} must be true or false`);
  if (spec.oneOf !== undefined && !spec.oneOf.includes(value))
    refuse(`Parameter ${name} must be one of ${spec.oneOf.join(', ')}`);
  if (spec.pattern !== undefined && !spec.pattern.test(value))
    refuse(`Parameter ${name} has a value that is not allowed`);
};

const listOf = (flat: ReadonlyMap<string, string>, name: string): readonly string[] => {
  const values: string[] = [];
  for (let index = 0; flat.has(`${name}.${index}`); index += 1) values.push(flat.get(`${name}.${index}`) ?? '');
  return values;
};

const checkKnown = (flat: ReadonlyMap<string, string>, table: ParameterTable): void => {
  for (const key of flat.keys()) {
    if (COMMON.has(key)) continue;
    const spec = Object.hasOwn(table, key) ? table[key] : undefined;
    if (spec !== undefined) {
      if (spec.type === 'strings') refuse(`Parameter ${key} is an array: send ${key}.0, ${key}.1 and so on`);
      continue;
    }
    const [, base = '', index = ''] = ARRAY_KEY.exec(key) ?? [];
    const array = Object.hasOwn(table, base) ? table[base] : undefined;
    if (array?.type !== 'strings') refuse(`Parameter ${key} is unknown to this action`);
    if (Number(index) >= listOf(flat, base).length) refuse(`Parameter ${base} must be numbered from 0 without gaps`);
  }
};

/**
 * Checks flattened parameters against an action's table: nothing missing, nothing unknown, nothing ill-typed.
 *
 * @throws {Refusal} naming the first parameter at fault.
 */
export const validate = (flat: ReadonlyMap<string, string>, table: ParameterTable): Parameters => {
  for (const [name, spec] of Object.entries(table)) {
    const present = spec.type === 'strings' ? flat.has(`${name}.0`) : flat.has(name);
    if (spec.required && !present) throw new Refusal(spec.missing ?? RET.parameter, `Missing parameter ${name}`);
  }
  checkKnown(flat, table);
  for (const [name, spec] of Object.entries(table)) {
    if (spec.type === 'strings') listOf(flat, name).forEach((value, i) => checkValue(`${name}.${i}`, spec, value));
    else if (flat.has(name)) checkValue(name, spec, flat.get(name) ?? '');
  }
  return {
    text: (name) => flat.get(name),
    need: (name) => flat.get(name) ?? refuse(`Missing parameter ${name}`),
    integer: (name) => (flat.has(name) ? Number(flat.get(name)) : undefined),
    flag: (name) => (flat.has(name) ? flat.get(name) === 'true' : undefined),
    list: (name) => listOf(flat, name),
  };
};
