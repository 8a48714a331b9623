import { rm } from 'node:fs/promises';
import { startDemoSession } from './lib/demo-session.mjs';
import { electronArguments, openDisplay } from './lib/display.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { provision } from './lib/provisioning.mjs';
import { sayOnStderr } from './lib/report.mjs';

await runCommand(async (lifetime) => {
  const electron = await provision(lifetime, { build: false });
  const display = await openDisplay(lifetime);
  const session = await startDemoSession(lifetime);
  sayOnStderr(`The demo vault's master password is ${session.masterPassword}`);
  const appFlags = [...electronArguments(display), '--demo', `--user-data-dir=${session.userData}`];
  await rm(inProject('out'), { recursive: true, force: true }); // hot reload builds there, and not from a stamp's sources
  const args = ['dev', '--config', 'electron.vite.config.ts', '--watch', '--', ...appFlags];
  return runVisibly(
    lifetime,
    process.execPath,
    [inProject('node_modules/electron-vite/bin/electron-vite.js'), ...args],
    {
      cwd: projectRoot,
      env: { ...display.env, ...session.env, ELECTRON_EXEC_PATH: electron.executable },
    },
  );
});
