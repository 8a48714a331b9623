import { z } from 'zod';
import { shapeOf, type Field, type Fields } from '../../../../shared/model/verbs/field.ts';
import { readSize } from './size-text.ts';

/** A form as it is filled in: numbers and sizes are text until they are read, lists and groups hold drafts. */
export type DraftValue = string | boolean | readonly DraftValue[] | Draft;
export interface Draft {
  readonly [name: string]: DraftValue;
}

/** Why a value cannot be sent; the words are `refusal.<reason>`, and main refuses with the same ones. */
export const refusals = [
  ...(['missing', 'type', 'value', 'range', 'step', 'length', 'pattern'] as const),
  ...(['unknown', 'combination'] as const),
] as const;
export type Refusal = (typeof refusals)[number];

/** Paths of fields (`moves.0.diskId`) with what is wrong there. */
export type Wrong = ReadonlyMap<string, Refusal>;
export const nothingWrong: Wrong = new Map();

const isRefusal = (text: unknown): text is Refusal => (refusals as readonly unknown[]).includes(text);

/** What a form holds against its own bounds before it sends anything. */
const boundsOfForm: ReadonlySet<Refusal> = new Set(['range', 'step', 'length']);

/** Why main refuses what a form let pass: bounds that it tells of are those of the cloud, which the form cannot name. */
export const refusalByMain = (reason: unknown): Refusal =>
  isRefusal(reason) && !boundsOfForm.has(reason) ? reason : 'value';

const isGroup = (value: DraftValue | undefined): value is Draft => typeof value === 'object' && !Array.isArray(value);

export function emptyValue(field: Field): DraftValue {
  switch (field.type) {
    case 'flag':
      return false;
    case 'list':
      // One line to begin with where at least one is needed.
      return field.required === true ? [emptyValue(field.item)] : [];
    case 'group':
      return emptyDraft(field.fields);
    case 'text':
    case 'id':
    case 'integer':
    case 'bytes':
    case 'instant':
    case 'choice':
      return '';
  }
}

export const emptyDraft = (fields: Fields): Draft =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, emptyValue(field)]));

/** Digits only: `1e3` and `0x10` are numbers to JavaScript and mistakes to everybody else. */
const readInteger = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);

/** What is empty is left out, so that the cloud's own default holds. */
function valueOf(field: Field, value: DraftValue | undefined): unknown {
  const text = typeof value === 'string' ? value.trim() : '';
  switch (field.type) {
    case 'text':
      // An empty text that must be there and may be empty is a value.
      if (text === '') return field.required === true && (field.min ?? 0) === 0 ? '' : undefined;
      return field.lines === true ? value : text;
    case 'id':
    case 'choice':
      return text === '' ? undefined : text;
    case 'integer':
      return text === '' ? undefined : readInteger(text);
    case 'bytes':
      return readSize(text);
    case 'instant':
      // As `<input type=datetime-local>` writes it: in the time zone of this computer.
      return text === '' ? undefined : new Date(text).getTime();
    case 'flag':
      return value === true ? true : field.required === true ? false : undefined;
    case 'list': {
      const { item } = field;
      const items = Array.isArray(value) ? (value as readonly DraftValue[]) : [];
      return items.length === 0 ? undefined : items.map((one) => valueOf(item, one));
    }
    case 'group':
      return valuesOf(field.fields, isGroup(value) ? value : {});
  }
}

const valuesOf = (fields: Fields, draft: Draft): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, valueOf(field, draft[name])] as const)
      .filter(([, value]) => value !== undefined),
  );

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

function refusalOf(issue: z.core.$ZodIssue, values: unknown): Refusal {
  const { code } = issue;
  const value = at(values, issue.path);
  if (value === undefined) return 'missing';
  // A part of a byte is no whole number either.
  if (code === 'invalid_type') return Number.isFinite(value) ? 'step' : 'type';
  if (code === 'too_small' || code === 'too_big') return issue.origin === 'string' ? 'length' : 'range';
  if (code === 'invalid_format') return 'pattern';
  return code === 'not_multiple_of' ? 'step' : 'value';
}

/** The values as the table of verbs wants them, or everything that is wrong with them: the first at a place counts. */
export function readDraft(
  fields: Fields,
  draft: Draft,
): { readonly values: Readonly<Record<string, unknown>> } | { readonly wrong: Wrong } {
  const values = valuesOf(fields, draft);
  const parsed = z.strictObject(shapeOf(fields)).safeParse(values);
  if (parsed.success) return { values };
  const wrong = new Map<string, Refusal>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join('.');
    if (!wrong.has(path)) wrong.set(path, refusalOf(issue, values));
  }
  return { wrong };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The field of a form that a refusal from main is about: by its own path, or by the name that the cloud has for it when
 * that differs only in spelling (`VPCID` is `vpcId`). `null` when it is about none.
 */
export function fieldNamed(names: readonly string[], refused: string): string | null {
  const path = refused.replace(/^request\./, '');
  const head = path.split('.')[0] ?? '';
  if (names.includes(head)) return path;
  return names.find((name) => plain(name) === plain(head)) ?? null;
}
