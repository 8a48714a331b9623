import { runCommand } from './lib/lifetime.mjs';
import { provision } from './lib/provisioning.mjs';

await runCommand(async (lifetime) => {
  await provision(lifetime, { tests: true });
  return 0;
});
