import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { startDemoSession } from './lib/demo-session.mjs';
import { electronArguments, openDisplay } from './lib/display.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { projectRoot } from './lib/paths.mjs';
import { start } from './lib/processes.mjs';
import { provision } from './lib/provisioning.mjs';
import { formatDuration, sayOnStderr } from './lib/report.mjs';
import { checkScreenshot } from './lib/screenshot.mjs';
import { SetupError } from './lib/setup-error.mjs';

const screenshotLimitMs = 90_000;

function readOptions() {
  try {
    return parseArgs({
      options: {
        screenshot: { type: 'string' },
        theme: { type: 'string' },
        language: { type: 'string' },
        'window-size': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new SetupError(
      `${error instanceof Error ? error.message : String(error)}\nnpm run demo -- [--screenshot FILE] [--theme=light|dark] [--language=en|zh-CN] [--window-size=1280x800]`,
    );
  }
}

/**
 * @param {Promise<number>} exited
 * @param {() => Promise<void>} stop
 */
async function withinLimit(exited, stop) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve('late'), screenshotLimitMs)));
  const outcome = await Promise.race([exited, late]);
  clearTimeout(timer);
  if (outcome !== 'late') return;
  await stop();
  throw new SetupError(`The app had no inventory on screen within ${screenshotLimitMs / 1000} s.`);
}

await runCommand(async (lifetime) => {
  const began = performance.now();
  const options = readOptions();
  const electron = await provision(lifetime);
  const display = await openDisplay(lifetime);
  const session = await startDemoSession(lifetime);
  const screenshot = options.screenshot === undefined ? undefined : path.resolve(options.screenshot);
  if (screenshot !== undefined) {
    await mkdir(path.dirname(screenshot), { recursive: true });
    if (existsSync(screenshot)) await rm(screenshot);
  }
  const passedOn = Object.entries({ ...options, screenshot }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  const args = [
    ...electronArguments(display),
    projectRoot,
    '--demo',
    // Chromium complains of every D-Bus service that a bare system lacks; only what ends the app is of interest here.
    '--log-level=3',
    `--user-data-dir=${session.userData}`,
    ...passedOn,
  ];

  sayOnStderr(
    `Demo: VMDeck on Electron ${electron.version}; the demo vault's master password is ${session.masterPassword}`,
  );
  const app = start(lifetime, electron.executable, args, {
    cwd: projectRoot,
    env: { ...display.env, ...session.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (screenshot === undefined) return app.exited;

  await withinLimit(app.exited, app.stop);
  const code = await app.exited;
  if (code !== 0) throw new SetupError(`The app ended with exit code ${code} before its screenshot was taken.`);
  const { width, height } = await checkScreenshot(screenshot);
  process.stdout.write(`${screenshot} (${width} × ${height}, ${formatDuration(performance.now() - began)})\n`);
  return 0;
});
