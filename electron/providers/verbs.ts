import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Capability } from '../../shared/model/capability.ts';
import { actionRequestSchema, regionRequestSchema } from '../../shared/model/action.ts';
import type { AnswerTo, Ask, Question } from '../../shared/model/question.ts';
import { questionShape, type TakenQuestions } from '../../shared/model/questions/taken.ts';
import {
  verbOf,
  type Action,
  type RegionAction,
  type RegionRequestOf,
  type RequestOf,
  type VmAction,
} from '../../shared/model/verbs/index.ts';
import { verbTaken, type TakenFields } from '../../shared/model/verbs/taken.ts';
import type { Verb } from '../../shared/model/verbs/verb.ts';
import type { ConsoleKind, VmRef } from '../../shared/model/vm.ts';
import type { ConsoleTicket, Provider, Receipt, Secrets } from './provider.ts';
import { checked, checkSecrets, checkTaken } from './requests.ts';

export type VmHandlers = {
  readonly [A in VmAction]?: (
    ref: VmRef,
    request: RequestOf<A>,
    secrets: Secrets,
    signal: AbortSignal,
  ) => Promise<Receipt>;
};

export type RegionHandlers = {
  readonly [A in RegionAction]?: (
    region: string,
    request: RegionRequestOf<A>,
    secrets: Secrets,
    signal: AbortSignal,
  ) => Promise<Receipt>;
};

export type QuestionHandlers = {
  readonly [Q in Question]?: (about: Ask<Q>, signal: AbortSignal) => Promise<AnswerTo<Q>>;
};

export type ConsoleHandlers = {
  readonly [K in ConsoleKind]?: (ref: VmRef, signal: AbortSignal) => Promise<ConsoleTicket>;
};

interface CloudVerbs {
  readonly vm: VmHandlers;
  readonly region: RegionHandlers;
  readonly questions: QuestionHandlers;
  readonly consoles: ConsoleHandlers;
  /** Left out: all fields of each action. */
  readonly fields?: TakenFields;
  /** Left out: all that each question can be asked with. */
  readonly questionFields?: TakenQuestions;
  /** What no handler of its own shows. */
  readonly extras: readonly Capability[];
}

/** Capabilities are the keys of handlers, so they cannot claim what is not there. */
const keysOf = <T extends object>(handlers: T): readonly (keyof T)[] => Object.keys(handlers) as (keyof T)[];

/** What the cloud does not have is refused with the reason, whoever asks. */
function required<T>(handler: T | undefined, action: string): T {
  if (handler === undefined) throw new AppError('action.unavailable', { action, reason: 'unsupported' });
  return handler;
}

/** One of a field's choices that the cloud does not know is no mistake of whoever asks: other clouds know it. */
function refuseUnlisted(question: Question, about: object, taken: TakenQuestions): void {
  const hows: Readonly<Record<string, unknown>> = taken[question] ?? {};
  const table = questionShape(question);
  for (const [field, value] of Object.entries(about)) {
    const how = hows[field];
    if (Array.isArray(how) && !how.includes(value) && table[field]?.safeParse(value).success === true)
      throw new AppError('question.unavailable', { question, field, reason: 'value' });
  }
}

/** The verbs of a provider from its tables of handlers. */
export function createVerbs({
  vm,
  region,
  questions,
  consoles,
  fields = {},
  questionFields = {},
  extras,
}: CloudVerbs): Pick<
  Provider,
  'capabilities' | 'fields' | 'questionFields' | 'act' | 'actIn' | 'ask' | 'consoleTicket'
> {
  const rowOf = (action: Action): Verb => verbTaken(verbOf(action), fields[action]);
  return {
    ...{ fields, questionFields },
    capabilities: new Set<Capability>([
      ...keysOf(vm),
      ...keysOf(region),
      ...keysOf(questions),
      ...keysOf(consoles).map((kind) => `console-${kind}` as const),
      ...extras,
    ]),
    act: async (ref, request, secrets, signal) => {
      // The key picks the handler of exactly this request, which the type system cannot follow.
      const handler = required(vm[request.action] as VmHandlers['start'], request.action);
      const row = rowOf(request.action);
      checkTaken(row, request);
      checkSecrets(row, secrets);
      return handler(ref, checked(actionRequestSchema, request) as RequestOf<'start'>, secrets, signal);
    },
    actIn: async (where, request, secrets, signal) => {
      const handler = required(region[request.action] as RegionHandlers['create'], request.action);
      const row = rowOf(request.action);
      checkTaken(row, request);
      checkSecrets(row, secrets);
      return handler(where, checked(regionRequestSchema, request) as RegionRequestOf<'create'>, secrets, signal);
    },
    ask: async <Q extends Question>(question: Q, about: Ask<Q>, signal: AbortSignal) => {
      const handler: ((about: Ask<Q>, signal: AbortSignal) => Promise<AnswerTo<Q>>) | undefined = questions[question];
      if (handler === undefined) throw new AppError('question.unavailable', { question });
      refuseUnlisted(question, about, questionFields);
      const schema: z.ZodType<object> = z.strictObject(questionShape(question, questionFields));
      // The schema only narrows the table's, which the type system cannot follow.
      return handler(checked(schema, about) as Ask<Q>, signal);
    },
    consoleTicket: async (ref, kind, signal) => required(consoles[kind], `console-${kind}`)(ref, signal),
  };
}
