import { ensureBuild } from './lib/build.mjs';
import { findElectron } from './lib/electron-path.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { provisionNode } from './lib/provisioning.mjs';
import { requirePackageable } from './lib/packageable.mjs';
import { sayOnStderr, step } from './lib/report.mjs';

await runCommand(async (lifetime) => {
  const env = process.env;
  await provisionNode(lifetime);
  const electron = requirePackageable(await findElectron({ env }));
  await step(sayOnStderr, 'Build', async () => ({
    outcome: await ensureBuild({ root: projectRoot, env, lifetime }),
    value: undefined,
  }));
  return runVisibly(
    lifetime,
    process.execPath,
    [
      ...[inProject('node_modules/electron-builder/cli.js'), '--config', 'electron-builder.yml', '--publish', 'never'],
      ...[`-c.electronDist=${electron.folder}`, `-c.electronVersion=${electron.version}`, ...process.argv.slice(2)],
    ],
    { cwd: projectRoot, env },
  );
});
