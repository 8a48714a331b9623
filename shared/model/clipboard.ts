import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';

/** What became of a secret that was copied. */
export const copiedSecretSchema = z.strictObject({
  /** After so many seconds it is taken off the clipboard again. */
  seconds: z.number().int().positive(),
  /** The system was told to keep it out of clipboard histories, and has taken note of that. */
  concealed: z.boolean(),
});
export type CopiedSecret = z.infer<typeof copiedSecretSchema>;

/** A secret of ours on the clipboard. */
export const clipboardStateSchema = z.strictObject({
  /** When it is taken off, in milliseconds since the epoch; null while there is none. */
  until: z.number().nullable(),
  /** Why the last one could not be taken off. */
  problem: errorDataSchema.nullable(),
});
export type ClipboardState = z.infer<typeof clipboardStateSchema>;
