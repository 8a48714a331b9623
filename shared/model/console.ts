import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';
import { powerStateSchema } from './power.ts';
import { consoleKindSchema } from './vm.ts';

export const consoleStateSchema = z.enum([
  'idle',
  'asking-ticket',
  'connecting',
  'authenticating',
  'connected',
  'closed',
]);
export type ConsoleState = z.infer<typeof consoleStateSchema>;

/** What a console window shows about itself. Reconnecting makes a new session with a new id. */
export const consoleViewSchema = z.strictObject({
  sessionId: z.string(),
  vmId: z.string(),
  vmName: z.string(),
  connectionName: z.string(),
  kind: consoleKindSchema,
  /** The kinds that this VM offers. */
  kinds: z.array(consoleKindSchema),
  state: consoleStateSchema,
  /** The bytes between this computer and the hypervisor are not encrypted; null until it is known. */
  plain: z.boolean().nullable(),
  /** The cloud itself is asked over plain HTTP. */
  insecure: z.boolean(),
  /** The connection is one of production, which asks more. */
  production: z.boolean(),
  power: powerStateSchema,
  /** Why the session ended; null after a wanted end. */
  error: errorDataSchema.nullable(),
});
export type ConsoleView = z.infer<typeof consoleViewSchema>;
