import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Field, Fields } from '../../shared/model/verbs/field.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';

const units: Readonly<Record<string, number>> = { B: 1, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

const refused = (field: string): CliFailure => new CliFailure('cli.api-parameter', { field }, exitCodes.validation);

/** The name that sets what an object inherits in place of a value: zod leaves it out without a word. */
const inherited = '__proto__';

const refuseInherited = (name: string): void => {
  if (name === inherited) throw new AppError('cloud.invalid-parameter', { field: inherited, reason: 'unknown' });
};

/** @throws CliFailure for what is no JSON; AppError `cloud.invalid-parameter` for a field that no call can have */
export function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => {
      refuseInherited(name);
      return value;
    });
  } catch (error) {
    throw error instanceof AppError ? error : refused(field);
  }
}

/**
 * The texts of `key=value` words by their names.
 *
 * @param pattern of a name
 * @throws CliFailure for a word of another form, and for a name that comes twice; AppError as {@link parseJson} does
 */
export function readWords(words: readonly string[], pattern: RegExp): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const word of words) {
    const end = word.indexOf('=');
    const name = word.slice(0, Math.max(0, end));
    if (!pattern.test(name)) throw new CliFailure('cli.api-word');
    for (const part of name.split('.')) refuseInherited(part);
    if (texts.has(name)) throw new CliFailure('cli.api-twice', { field: name });
    texts.set(name, word.slice(end + 1));
  }
  return texts;
}

/** `4GiB`; a number alone is bytes. */
function bytesOf(text: string): unknown {
  const [, number, unit = 'B'] = /^(\d{1,15})(B|MiB|GiB|TiB)?$/.exec(text) ?? [];
  return number === undefined ? text : Number(number) * (units[unit] ?? 1);
}

/** ISO 8601 with its zone, `2026-01-02T03:04Z`; a number is milliseconds since the epoch. */
function instantOf(text: string): unknown {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? text : at;
}

/** A value as its field wants it; what does not fit stays as it is, for the provider to refuse with a reason. */
function typed(field: Field | undefined, name: string, text: string): unknown {
  switch (field?.type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'bytes':
      return bytesOf(text);
    case 'instant':
      return instantOf(text);
    case 'flag':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'list':
    case 'group':
      return /^[[{]/.test(text) ? parseJson(text, name) : text.split(',');
    case 'text':
    case 'id':
    case 'choice':
    case undefined:
      return text;
  }
}

/**
 * The values of an action or a question: a JSON object, and over it `key=value` words.
 *
 * @throws CliFailure for what is neither
 */
export function readFields(
  fields: Fields,
  words: readonly string[],
  json: string | null,
): Readonly<Record<string, unknown>> {
  const object = z.record(z.string(), z.unknown()).safeParse(json === null ? {} : parseJson(json, '--params'));
  if (!object.success) throw refused('--params');
  const values = { ...object.data };
  for (const [name, text] of readWords(words, /^[\w-]+$/))
    values[name] = typed(Object.hasOwn(fields, name) ? fields[name] : undefined, name, text);
  return values;
}

/** A field in few words, for the list of actions: `memoryBytes: bytes`, `[remark]: text`. */
export function fieldWords(name: string, field: Field): string {
  const kind = field.type === 'choice' ? field.of.join('|') : field.type;
  return `${field.required === true ? name : `[${name}]`}: ${kind}`;
}
