import type { Fields } from '../../../shared/model/verbs/field.ts';

/** All of a set of fields, as the table of verbs has them. */
export const all = <Fs extends Fields>(fields: Fs): Readonly<Record<keyof Fs, 'optional'>> =>
  // Entries forget which keys they came from.
  Object.fromEntries(Object.keys(fields).map((name) => [name, 'optional'])) as Readonly<Record<keyof Fs, 'optional'>>;
