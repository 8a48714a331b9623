import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { connectionColors, connectionDefaults, connectionSettingsSchema } from '../../shared/model/connection.ts';
import { Secret } from '../../shared/util/secret.ts';
import type { Connections } from '../services/connections.ts';
import type { VaultSession } from '../services/vault-session.ts';

/** The file that names the demo clouds and opens the demo vault. It is of no use to any other installation. */
const demoSchema = z.strictObject({
  masterPassword: z.string(),
  connections: z.array(
    connectionSettingsSchema
      .pick({ name: true, kind: true, url: true, publicKey: true })
      .extend({ privateKey: z.string().min(1) }),
  ),
});

/** Makes or opens the demo vault and adds the demo clouds that it does not hold yet. */
export async function prepareDemo(path: string, vault: VaultSession, connections: Connections): Promise<void> {
  const demo = demoSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const password = new Secret(demo.masterPassword);
  const { signal } = new AbortController();
  if (vault.status().state === 'absent') await vault.create(password, 'measured', signal);
  else await vault.unlock(password, signal);
  const known = new Set(connections.list().map(({ settings }) => settings.url));
  for (const [index, draft] of demo.connections.entries()) {
    if (known.has(draft.url)) continue;
    const color = connectionColors[index % connectionColors.length] ?? 'teal';
    await connections.add({ ...connectionDefaults, ...draft, secrets: {}, color });
  }
}
