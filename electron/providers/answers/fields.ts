import { z } from 'zod';

/** One field of an answer: how to read it, and what stands in for it. */
export interface Field<T> {
  /** Undefined for a value that cannot be read as `T`. Plain functions: a fleet has millions of fields. */
  readonly read: (value: unknown) => T | undefined;
  readonly fallback: T;
  /** The document promises it always: its absence is worth a warning. */
  readonly expected: boolean;
}

type Shape = Readonly<Record<string, Field<unknown>>>;
export type Read<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

const decimal = /^\s*-?\d{1,20}(\.\d{1,20})?\s*$/;

/** Numbers that arrive as text are taken as numbers. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined;
}

function toInteger(value: unknown): number | undefined {
  const found = toNumber(value);
  return Number.isSafeInteger(found) ? found : undefined;
}

const notNegative = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 0 ? value : undefined;

/** The same reading of whole numbers, for schemas. */
export const integral = z.unknown().transform((value, context) => {
  const found = toInteger(value);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: 'not a whole number' });
  return z.NEVER;
});

/** The same reading of numbers, negative ones too, for schemas. */
export const numeric = z.unknown().transform((value, context) => {
  const found = toNumber(value);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: 'not a number' });
  return z.NEVER;
});

const yes: ReadonlySet<unknown> = new Set([true, 1, '1', 'true', 'True', 'TRUE', 'Y', 'Yes']);
const no: ReadonlySet<unknown> = new Set([false, 0, '0', 'false', 'False', 'FALSE', 'N', 'No']);

function toFlag(value: unknown): boolean | undefined {
  if (yes.has(value)) return true;
  return no.has(value) ? false : undefined;
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function toTexts(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(',').map((part) => part.trim());
  if (!Array.isArray(value)) return undefined;
  const found = value.map(toText).filter((item) => item !== undefined);
  return found.length === value.length ? found : undefined;
}

/** Text that is empty when absent. */
export const text: Field<string> = { read: toText, fallback: '', expected: false };
export const number: Field<number | null> = {
  read: (value) => notNegative(toNumber(value)),
  fallback: null,
  expected: false,
};
export const integer: Field<number | null> = {
  read: (value) => notNegative(toInteger(value)),
  fallback: null,
  expected: false,
};
export const flag: Field<boolean | null> = { read: toFlag, fallback: null, expected: false };
/** Items of unknown shape. */
export const list: Field<readonly unknown[]> = {
  read: (value) => (Array.isArray(value) ? value : undefined),
  fallback: [],
  expected: false,
};
/** An array of texts, or one text with commas (000, line 244). */
export const texts: Field<readonly string[]> = { read: toTexts, fallback: [], expected: false };

export const expected = <T>(field: Field<T>): Field<T> => ({ ...field, expected: true });

export const dueText = expected(text);
export const dueInteger = expected(integer);
export const dueList = expected(list);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nothing: Readonly<Record<string, unknown>> = {};

export type Warn = (path: string) => void;

/** A value of unknown shape whose fields are read, and who is told what it lacks. */
export interface Source {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isRecord: boolean;
  readonly path: string;
  readonly warn: Warn;
}

export function sourceOf(raw: unknown, path: string, warn: Warn): Source {
  const known = isRecord(raw);
  if (!known) warn(path === '' ? '$' : path);
  return { fields: known ? raw : nothing, isRecord: known, path, warn };
}

/**
 * One field. Never throws: a value that is absent, null or of another type becomes the fallback, and `warn` is told its
 * path where that matters. Where a fleet is read the names are written out at each place: a loop over a shape takes
 * three times as long.
 */
export function read<T>({ isRecord: known, path, warn }: Source, name: string, value: unknown, field: Field<T>): T {
  const absent = value === undefined || value === null;
  const found = absent ? undefined : field.read(value);
  if (found !== undefined) return found;
  if (!absent || (field.expected && known)) warn(path === '' ? name : `${path}.${name}`);
  return field.fallback;
}

/** The fields of `shape` from a value of unknown shape, each as {@link read} has it. Others are ignored. */
export function readFields<S extends Shape>(raw: unknown, shape: S, path: string, warn: Warn): Read<S> {
  const source = sourceOf(raw, path, warn);
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) result[name] = read(source, name, source.fields[name], field);
  // Each entry was made from the field of the same name, which the compiler cannot follow through the loop.
  return result as Read<S>;
}
