import { z } from 'zod';

/** One field of an answer: how to read it, and what stands in for it. */
export interface Field<T> {
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  /** The document promises it always: its absence is worth a warning. */
  readonly expected: boolean;
}

type Shape = Readonly<Record<string, Field<unknown>>>;
export type Read<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

const decimal = z
  .string()
  .regex(/^\s*-?\d{1,20}(\.\d{1,20})?\s*$/)
  .transform(Number);

/** Numbers that arrive as text are taken as numbers. */
export const numeric = z.union([z.number(), decimal]);
export const integral = numeric.pipe(z.number().int());

const yes = z.union([z.literal([1, '1', 'true', 'True', 'TRUE', 'Y', 'Yes']).transform(() => true), z.literal(true)]);
const no = z.union([
  z.literal([0, '0', 'false', 'False', 'FALSE', 'N', 'No']).transform(() => false),
  z.literal(false),
]);

const words = z.union([z.string(), z.union([z.number(), z.boolean()]).transform(String)]);

/** Text that is empty when absent. */
export const text: Field<string> = { schema: words, fallback: '', expected: false };
export const number: Field<number | null> = {
  schema: numeric.pipe(z.number().nonnegative()),
  fallback: null,
  expected: false,
};
export const integer: Field<number | null> = {
  schema: integral.pipe(z.number().nonnegative()),
  fallback: null,
  expected: false,
};
export const flag: Field<boolean | null> = { schema: z.union([yes, no]), fallback: null, expected: false };
/** Items of unknown shape. */
export const list: Field<readonly unknown[]> = { schema: z.array(z.unknown()), fallback: [], expected: false };
/** An array of texts, or one text with commas (000, line 244). */
export const texts: Field<readonly string[]> = {
  schema: z.union([z.array(words), z.string().transform((joined) => joined.split(',').map((part) => part.trim()))]),
  fallback: [],
  expected: false,
};

export const expected = <T>(field: Field<T>): Field<T> => ({ ...field, expected: true });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the fields of `shape` from a value of unknown shape. Never throws: what is absent, null or of another type
 * becomes the fallback, and `warn` is told its path where that matters. Fields outside `shape` are ignored.
 */
export function readFields<S extends Shape>(
  raw: unknown,
  shape: S,
  path: string,
  warn: (path: string) => void,
): Read<S> {
  const source = isRecord(raw) ? raw : {};
  if (!isRecord(raw)) warn(path === '' ? '$' : path);
  const entries = Object.entries(shape).map(([name, { schema, fallback, expected: promised }]) => {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    if (value === undefined || value === null) {
      if (promised && isRecord(raw)) warn(at);
      return [name, fallback];
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) warn(at);
    return [name, parsed.success ? parsed.data : fallback];
  });
  // Each entry was made from the field of the same name, which the compiler cannot follow through fromEntries.
  return Object.fromEntries(entries) as Read<S>;
}
