import { z } from 'zod';
import { consoleActions, type ConsoleAction } from './console-action.ts';
import { questionNames, type Question } from './question.ts';
import { actions, type Action } from './verbs/index.ts';

/** A snapshot that keeps the memory too. */
const extras = ['snapshot-memory'] as const;

/**
 * What a connection can do: actions by their names, questions, kinds of consoles. Positive: what is absent is not
 * supported. May depend on the server's version, so it is data that belongs to a connection, not to a kind of provider.
 */
export type Capability = Action | Question | ConsoleAction | (typeof extras)[number];
export const capabilities: readonly Capability[] = [...actions, ...questionNames, ...consoleActions, ...extras];
export const capabilitySchema: z.ZodType<Capability> = z.enum(capabilities);
