import { z } from 'zod';
import type { Question } from '../../shared/model/question.ts';
import { questionShape, type TakenQuestions } from '../../shared/model/questions/taken.ts';
import type { Field, Fields } from '../../shared/model/verbs/field.ts';

function kindOf(name: string, schema: unknown): Field {
  if (schema instanceof z.ZodNumber) {
    if (name.endsWith('Bytes')) return { type: 'bytes', step: 1 };
    return name === 'from' || name === 'until' ? { type: 'instant' } : { type: 'integer' };
  }
  if (schema instanceof z.ZodBoolean) return { type: 'flag' };
  if (schema instanceof z.ZodArray) return { type: 'list', max: Number.MAX_SAFE_INTEGER, item: { type: 'id' } };
  if (schema instanceof z.ZodEnum) return { type: 'choice', of: schema.options.map(String) };
  return { type: 'id' };
}

/** What nobody has to say: whose a VM is, which is empty where a cloud has no tenants. */
export function questionDefaults(question: Question): Readonly<Record<string, string>> {
  const { tenantId } = questionShape(question);
  return tenantId === undefined || tenantId instanceof z.ZodOptional ? {} : { tenantId: '' };
}

/** What a question is about, as fields that words can fill; with `taken` as one cloud has it. */
export function questionFields(question: Question, taken?: TakenQuestions): Fields {
  const spared = questionDefaults(question);
  return Object.fromEntries(
    Object.entries(questionShape(question, taken)).map(([name, schema]): [string, Field] => {
      if (schema instanceof z.ZodOptional) return [name, kindOf(name, schema.unwrap())];
      const field = kindOf(name, schema);
      return [name, Object.hasOwn(spared, name) ? field : { ...field, required: true }];
    }),
  );
}
