import { mkdtemp, rm, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..');
/** An app that starts the one named after it, once the driver listens. */
const driven = join(root, 'test', 'e2e', 'driven');
/** Pictures that the tests take, to be looked at. */
const pictures = join(root, 'test-results', 'screenshots');

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly main: Page;
  readonly userData: string;
  /** Waits for a window whose title contains the text. */
  window(title: string): Promise<Page>;
  picture(page: Page, name: string): Promise<void>;
  stop(): Promise<void>;
}

interface LaunchOptions {
  /** Kept by the caller when given; made and removed otherwise. */
  readonly userData?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds that each step of a start may take. */
const startLimit = 60_000;

/** Starts the app under the driver, which is attached before the first window opens. */
async function attach(
  options: NonNullable<Parameters<typeof _electron.launch>[0]>,
): Promise<{ electron: ElectronApplication; main: Page }> {
  const electron = await _electron.launch({ ...options, timeout: startLimit });
  try {
    const main = await electron.firstWindow({ timeout: startLimit });
    await main.locator('html').waitFor({ state: 'attached', timeout: startLimit });
    return { electron, main };
  } catch (error) {
    electron.process().kill('SIGKILL');
    throw error;
  }
}

/** A heap snapshot would hold the first 1,024 characters of each string alone, and a secret may stand behind them. */
const wholeStrings = '--js-flags=--heap-snapshot-string-limit=100000000';

/** Starts the built app in the Electron that the runner found, with a folder of its own. */
export async function launchApp({ userData, args = [], env = {} }: LaunchOptions = {}): Promise<RunningApp> {
  const executablePath = process.env['VMDECK_ELECTRON_PATH'];
  if (executablePath === undefined) throw new Error('Run the end-to-end tests with: npm run e2e');
  const extra = z.array(z.string()).parse(JSON.parse(process.env['VMDECK_ELECTRON_ARGS'] ?? '[]'));
  const folder = userData ?? (await mkdtemp(join(tmpdir(), 'vmdeck-e2e-')));
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { electron, main } = await attach({
    executablePath,
    args: [
      ...extra,
      wholeStrings,
      driven,
      root,
      `--user-data-dir=${folder}`,
      '--language=en',
      '--theme=light',
      ...args,
    ],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  main.setDefaultTimeout(30_000);
  return {
    electron,
    main,
    userData: folder,
    window: async (title) => {
      const find = async (): Promise<Page | undefined> => {
        for (const page of electron.windows()) if ((await page.title()).includes(title)) return page;
        return undefined;
      };
      const end = Date.now() + 30_000;
      for (;;) {
        const page = await find();
        if (page !== undefined) return page;
        if (Date.now() > end) throw new Error(`No window called ${title}`);
        await electron.waitForEvent('window', { timeout: 1_000 }).catch(() => undefined);
      }
    },
    picture: async (page, name) => {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    stop: async () => {
      await electron.close();
      if (userData === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
