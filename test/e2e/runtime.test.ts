import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';

const main = {
  commonjs: "const { app, BrowserWindow } = require('electron');",
  module: "import { app, BrowserWindow } from 'electron';",
};

/** Opens its window once Playwright listens, for the reason that test/e2e/driven/main.cjs gives. */
const body = `
const listening = new Promise((resolve) => { globalThis.__playwright_run = resolve; });
Promise.all([app.whenReady(), listening]).then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true } });
  return window.loadURL('data:text/html,<title>runtime</title><button onclick="document.title=\\'clicked\\'">Go</button>');
});
`;

/** A trivial application in a folder of its own. */
async function application(type: keyof typeof main): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmdeck-runtime-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const app = path.join(folder, 'app');
  await mkdir(path.join(app, 'lib'), { recursive: true });
  const file = type === 'module' ? 'lib/main.js' : 'lib/main.cjs';
  const manifest = { name: 'trivial', productName: 'Trivial', version: '3.2.1', main: file, type };
  await writeFile(path.join(app, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(app, file), `${main[type]}${body}`);
  return app;
}

describe('the Electron runtime', () => {
  it.each(['commonjs', 'module'] as const)('starts an application whose main is a %s file', async (type) => {
    const folder = await application(type);
    const userData = path.join(folder, '..', 'user-data');
    const flags = JSON.parse(process.env['VMDECK_ELECTRON_ARGS'] ?? '[]') as string[];
    const executablePath = process.env['VMDECK_ELECTRON_PATH'];
    if (executablePath === undefined) throw new Error('Run the end-to-end tests with: npm run e2e');

    const app = await _electron.launch({
      executablePath,
      args: [...flags, folder, `--user-data-dir=${userData}`, '--own-flag=1'],
    });
    try {
      const facts = await app.evaluate(({ app: running }) => ({
        name: running.getName(),
        version: running.getVersion(),
        path: running.getAppPath(),
        userData: running.getPath('userData'),
        packaged: running.isPackaged,
        argv: process.argv,
        defaultApp: process.defaultApp,
      }));
      expect(facts).toMatchObject({ name: 'Trivial', version: '3.2.1', path: folder, userData, defaultApp: true });
      expect(facts.argv.slice(-3)).toEqual([folder, `--user-data-dir=${userData}`, '--own-flag=1']);

      const window = await app.firstWindow();
      await window.click('button');
      await expect.poll(() => window.title()).toBe('clicked');
    } finally {
      await app.close();
    }
  });
});
