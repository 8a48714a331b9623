import { runCommand } from './lib/lifetime.mjs';
import { provisionNode } from './lib/provisioning.mjs';
import { runStaticChecks, runVitest, sayResults } from './lib/suites.mjs';

await runCommand(async (lifetime) => {
  await provisionNode(lifetime);
  const results = await runStaticChecks(lifetime);
  for (const project of ['unit', 'contract']) results.push(await runVitest(lifetime, project));
  sayResults(results);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
});
