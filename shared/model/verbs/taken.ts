import { z } from 'zod';
import type { Field, Fields } from './field.ts';
import { actions, type Action, type regionVerbs, type vmVerbs } from './index.ts';
import type { SecretName, Verb } from './verb.ts';

type Rows = typeof vmVerbs & typeof regionVerbs;
type KeysOf<T> = T extends unknown ? keyof T : never;
type FieldOf<A extends Action> = KeysOf<Rows[A]['fields']> | (Rows[A] extends { secrets: infer S } ? KeysOf<S> : never);

/** Whether a cloud demands a field, or which of the field's choices it knows. */
export type Taking = 'required' | 'optional' | readonly string[];

/**
 * What a cloud takes of the fields and secrets of an action. Of an action that is not named it takes all, as the table
 * has them. What is required in the table stays so.
 */
export type TakenFields = { readonly [A in Action]?: { readonly [F in FieldOf<A>]?: Taking } };

export const takenFieldsSchema = z.partialRecord(
  z.enum(actions),
  z.record(z.string(), z.union([z.enum(['required', 'optional']), z.array(z.string())])),
) as unknown as z.ZodType<TakenFields>;

function taking(field: Field, how: Taking): Field {
  if (how === 'required') return { ...field, required: true };
  if (field.type !== 'choice' || typeof how === 'string') return field;
  return { ...field, of: field.of.filter((value) => how.includes(value)) };
}

/** A row of the table as one cloud has it; narrowed once more, as two of them have it. */
export function verbTaken(verb: Verb, taken: Readonly<Partial<Record<string, Taking>>> | undefined): Verb {
  if (taken === undefined) return verb;
  const of = (name: string): Taking | undefined => (Object.hasOwn(taken, name) ? taken[name] : undefined);
  const fields: Fields = Object.fromEntries(
    Object.entries(verb.fields).flatMap(([name, field]) => {
      const how = of(name);
      return how === undefined ? [] : [[name, taking(field, how)]];
    }),
  );
  const { secrets } = verb;
  if (secrets === undefined) return { ...verb, fields };
  const kept = (Object.keys(secrets) as readonly SecretName[]).filter((name) => of(name) !== undefined);
  const needs = kept.map((name) => [name, of(name) === 'required' ? 'required' : secrets[name]] as const);
  return { ...verb, fields, secrets: Object.fromEntries(needs) };
}
