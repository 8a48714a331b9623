import type { Choice } from '../../../shared/model/question.ts';
import { readFields, text } from '../answers/fields.ts';
import { firstOf } from './map.ts';

/** Where the fields of a choice stand; the first that is not empty counts. */
export interface ChoiceNames {
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly note: readonly string[];
  /** What the asker can narrow the list by. */
  readonly within?: string;
}

const fieldsOf = (raw: unknown, names: readonly string[]): readonly string[] => {
  const fields = readFields(raw, Object.fromEntries(names.map((name) => [name, text])), '', () => undefined);
  return names.map((name) => fields[name] ?? '');
};

const first = (raw: unknown, names: readonly string[]): string => firstOf(...fieldsOf(raw, names));

/** One of `Infos[]` as something to choose; null when it has no id. Never throws. */
export function toChoice(raw: unknown, { id, name, note }: ChoiceNames): Choice | null {
  const found = first(raw, id);
  if (found === '') return null;
  return { id: found, name: firstOf(first(raw, name), found), note: first(raw, note) };
}

/** Whether it belongs to what the asker narrowed the list to. What does not say where it belongs is kept. */
export function isWithin(raw: unknown, { within }: ChoiceNames, wanted: string | undefined): boolean {
  if (within === undefined || wanted === undefined) return true;
  const place = first(raw, [within]);
  return place === '' || place === wanted;
}

/** Images to install from are told from images of disks by one of these saying so. */
export const isIso = (raw: unknown): boolean =>
  fieldsOf(raw, ['ImageFormat', 'Format', 'ImageType', 'Type', 'ImageID']).some((word) => /\biso\b/i.test(word));
