import { z } from 'zod';

/** A connection of a file with what it had of its own on the way to its servers. */
const broughtWaySchema = z.strictObject({
  /** As it is called here. */
  name: z.string(),
  ways: z.array(z.enum(['trust', 'proxy', 'jump', 'consoleHost', 'consolePins', 'webConsole'])),
});
export type BroughtWay = z.infer<typeof broughtWaySchema>;

/** What came of an import. */
export const importReportSchema = z.strictObject({
  added: z.number().int().nonnegative(),
  /** Names of those that were left out, because they are here already. */
  skipped: z.array(z.string()),
  /** Names of those whose http addresses were left out, because they stood behind one over TLS. */
  plain: z.array(z.string()),
  /** The file held no keys: what was added is switched off. */
  bare: z.boolean(),
  /** Of a file without keys: connections with a way of their own. */
  brought: z.array(broughtWaySchema),
  /** Whether these were kept. */
  waysKept: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;
