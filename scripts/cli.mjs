import { createRequire } from 'node:module';
import { ensureCli } from './lib/cli-build.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { ensureNodePackages, requireNode } from './lib/node-packages.mjs';
import { projectRoot } from './lib/paths.mjs';

/** @type {string | undefined} */
let bundle;
await runCommand(async (lifetime) => {
  requireNode(process.versions.node);
  await ensureNodePackages({ root: projectRoot, env: process.env, lifetime });
  bundle = await ensureCli(projectRoot);
  return 0;
});
// In this process: a second one would double the time to start.
if (bundle !== undefined) createRequire(import.meta.url)(bundle);
