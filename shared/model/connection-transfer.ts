import { z } from 'zod';

/** What came of an import. */
export const importReportSchema = z.strictObject({
  added: z.number().int().nonnegative(),
  /** Names of those that were left out, because they are here already. */
  skipped: z.array(z.string()),
  /** The file held no keys: what was added is switched off. */
  bare: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;
