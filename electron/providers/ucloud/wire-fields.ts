import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';
import type { ArgumentValues, Refusal } from '../catalog/values.ts';
import type { Secrets } from '../provider.ts';

/** What is sent as it is. */
type Plain = string | number | boolean | readonly string[] | null | undefined;
type Write<V> = (value: V, field: string) => Plain;

/** How a field of ours is named on the wire, and written there when not as it is. */
export type WireField<V> = readonly [name: string, ...([V] extends [Plain] ? [Write<V>?] : [Write<V>])];

/** The fields of a request that a call of the cloud has a parameter for. */
export type WireFields<R> = { readonly [K in Exclude<keyof R, 'action'>]?: WireField<NonNullable<R[K]>> };

/** A request, the secrets that go with it, and the fields of both that the call takes. */
export interface Wish<R> {
  readonly request: R;
  readonly fields: WireFields<R>;
  readonly secrets?: Secrets;
  readonly secretFields?: WireFields<Secrets>;
}

export function refused(field: string, reason: Refusal): AppError {
  return new AppError('cloud.invalid-parameter', { field, reason });
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function writtenBy(values: object, fields: object): readonly (readonly [string, Plain])[] {
  const known = new Map<string, readonly [name: string, write?: Write<unknown>]>(Object.entries(fields));
  return Object.entries(values)
    .filter(([field, value]: [string, unknown]) => field !== 'action' && !isNothing(value))
    .map(([field, value]: [string, unknown]) => {
      const entry = known.get(field);
      // What the cloud has no word for is refused, so that nobody believes that it was done.
      if (entry === undefined) throw refused(field, 'unknown');
      const [name, write] = entry;
      // Without `write` the type of the table allows only what can be sent as it is.
      return [name, write === undefined ? (value as Plain) : write(value, field)] as const;
    });
}

/**
 * A request in the words of the wire. It still has to pass the catalog.
 *
 * @throws AppError `cloud.invalid-parameter` {field: ours, reason}
 */
export function written<R extends object>({
  request,
  fields,
  secrets = {},
  secretFields = {},
}: Wish<R>): ArgumentValues {
  return Object.fromEntries([...writtenBy(request, fields), ...writtenBy(secrets, secretFields)]);
}

/** Of every wish: whom a thing is for and how it is paid for are asked by one name and sent by another. */
const everywhere = { tenantId: ['CompanyID'], billing: ['ChargeType'], periods: ['Quantity'] } as const;

/** The one parameter that a sentence of the cloud names as a word; `undefined` where it names none, or several. */
function namedIn(sentence: string, names: Iterable<string>): string | undefined {
  const words = new Set(sentence.match(/\w+/g) ?? []);
  const [only, ...others] = [...names].filter((name) => words.has(name));
  return others.length === 0 ? only : undefined;
}

/**
 * A refusal by the catalog, or by the cloud where its sentence names a parameter of the call, with our field in the
 * place of the parameter, so that it can be shown where it was typed.
 */
export function inOurWords(
  error: unknown,
  { fields, secretFields = {} }: { readonly fields: object; readonly secretFields?: object },
): unknown {
  if (!(error instanceof AppError) || error.code !== 'cloud.invalid-parameter') return error;
  const { code, params, detail } = error;
  const known: Readonly<Record<string, readonly [string, unknown?]>> = { ...everywhere, ...fields, ...secretFields };
  const parameters = new Set(Object.values(known).map(([parameter]) => parameter));
  const blamed = params['field'] ?? namedIn(detail?.message ?? '', parameters);
  const [, name, place = ''] = /^([^.]*)(.*)$/.exec(String(blamed)) ?? [];
  const entry = Object.entries(known).find(([, [parameter]]) => parameter === name);
  if (entry === undefined) return error;
  const [ours, [, write]] = entry;
  // A list that was written anew has other items than the one that was typed.
  const field = write === undefined ? `${ours}${place}` : ours;
  return new AppError(code, { ...params, field }, { cause: error, ...(detail !== null && { detail }) });
}

/** Words of ours for words of the wire. @throws AppError `cloud.invalid-parameter` {reason: value} for one that it lacks */
export const by =
  (words: Readonly<Record<string, string>>): Write<string> =>
  (value, field) => {
    const word = Object.hasOwn(words, value) ? words[value] : undefined;
    if (word === undefined) throw refused(field, 'value');
    return word;
  };

/** Bytes as a number of larger units. @throws AppError `cloud.invalid-parameter` {reason: step} for what is no whole number of them */
export const inUnits =
  (unit: number): Write<number> =>
  (bytes, field) => {
    if (bytes % unit !== 0) throw refused(field, 'step');
    return bytes / unit;
  };

export const plainSecret: Write<Secret> = (secret) => secret.reveal();
export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
export const base64Secret: Write<Secret> = (secret) => base64(secret.reveal());
