import { runCommand } from './lib/lifetime.mjs';
import { projectRoot } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { provisionNode } from './lib/provisioning.mjs';
import { simulatorCommand } from './lib/simulator.mjs';

await runCommand(async (lifetime) => {
  await provisionNode(lifetime);
  return runVisibly(lifetime, process.execPath, simulatorCommand(process.argv.slice(2)), { cwd: projectRoot });
});
