import { z } from 'zod';
import { questions, type Ask, type Question } from '../question.ts';
import type { Taking } from '../verbs/taken.ts';

/**
 * What a cloud takes of a question. Of a question that is not named it takes all, as the table has it. What is required
 * in the table stays so.
 */
export type TakenQuestions = { readonly [Q in Question]?: { readonly [F in keyof Ask<Q>]?: Taking } };

type Shape = Readonly<Record<string, z.ZodType>>;

function taking(schema: z.ZodType, how: Taking): z.ZodType {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (how === 'required') return inner;
  if (how === 'optional' || !(inner instanceof z.ZodEnum)) return schema;
  const narrow = z.enum(inner.options.map(String).filter((value) => how.includes(value)));
  return schema instanceof z.ZodOptional ? narrow.optional() : narrow;
}

/** What a question can be asked with, as one cloud has it. */
export function questionShape(question: Question, taken: TakenQuestions = {}): Shape {
  const shape: Shape = questions[question].ask.shape;
  const hows: Readonly<Record<string, Taking | undefined>> | undefined = taken[question];
  if (hows === undefined) return shape;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const how = Object.hasOwn(hows, name) ? hows[name] : undefined;
      return how === undefined ? [] : [[name, taking(schema, how)]];
    }),
  );
}
