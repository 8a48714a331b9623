import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { createVault, masterPassword, unlock } from '../support/journeys.ts';
import { startKeyring } from '../support/keyring.ts';
import { complaints, looks, putOn, settled } from '../support/looks.ts';

type Keyring = Awaited<ReturnType<typeof startKeyring>>;

let home: string;
let folder: string;
let app: RunningApp | null = null;
let keyring: Keyring | null = null;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vmdeck-home-'));
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-quick-'));
});

afterEach(async () => {
  await app?.stop();
  await keyring?.stop();
  app = null;
  keyring = null;
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the app on the same data in a session with this keyring. */
async function start(session: Keyring): Promise<RunningApp> {
  keyring = session;
  app = await launchApp({ userData: folder, args: ['--password-store=gnome-libsecret'], env: session.env });
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  return app;
}

const opened = ({ main }: RunningApp) =>
  main.getByTestId('connection-form').or(main.getByTestId('add-connection')).first().waitFor();

async function lock({ main }: RunningApp): Promise<void> {
  await main.keyboard.press('Control+l');
  await main.getByTestId('unlock-form').waitFor();
}

async function openWays({ main }: RunningApp): Promise<void> {
  await main.getByTestId('settings').click();
  await main.getByTestId('settings-security').click();
  await main.getByTestId('security-ways').click();
}

const leave = async ({ main }: RunningApp): Promise<void> => {
  await main.keyboard.press('Escape');
  await main.getByTestId('security').waitFor({ state: 'detached' });
};

async function expectGood(one: RunningApp, name: string): Promise<void> {
  const found: string[] = [];
  for (const look of looks) {
    await putOn(one.main, one.main, look);
    await settled(one.main);
    await one.picture(one.main, `${name}-${look.theme}-${look.language}`);
    const said = await complaints(one.main, look, 'English gnome_libsecret');
    found.push(...said.map((complaint) => `${look.theme} ${look.language}: ${complaint}`));
  }
  await putOn(one.main, one.main, looks[0]);
  expect.soft(found).toEqual([]);
}

/** Tries the keychain, which does not open the vault now, and then the password, which does. */
async function fallsBack(one: RunningApp, code: 'vault.keychain-unavailable' | 'vault.keychain-changed') {
  await one.main.getByTestId('quick-unlock').click();
  const notice = one.main.locator(`.error-notice[data-code="${code}"]`);
  await notice.waitFor();
  const words = await notice.innerText();
  expect(words).toContain(en[`error.${code}`]);
  expect(words).toContain(en[`error.${code}.do`]);
  await expectGood(one, code.replace('.', '-'));
  expect(await readdir(join(folder, 'keychain'))).toHaveLength(1);
  await unlock(one.main, masterPassword);
  await opened(one);
  expect(await readdir(join(folder, 'keychain'))).toHaveLength(1);
}

it('is turned on by whoever knows the password, and opens the vault by one click', async () => {
  const one = await start(await startKeyring({ home }));
  await createVault(one.main);
  await opened(one);
  await one.main.keyboard.press('Escape');
  await openWays(one);
  const form = one.main.getByTestId('enable-quick');
  await form.locator('[name=current]').fill('not the password');
  await form.locator('button[type=submit]').click();
  await form.locator('.error-notice[data-code="vault.wrong-password"]').waitFor();
  await form.locator('[name=current]').fill(masterPassword);
  await form.locator('button[type=submit]').click();
  await one.main.getByTestId('disable-quick').waitFor();
  await expectGood(one, 'quick-on');
  await leave(one);
  await lock(one);
  await expectGood(one, 'quick-locked');
  await one.main.getByTestId('quick-unlock').click();
  await opened(one);
});

it('opens it after a restart too', async () => {
  const one = await start(await startKeyring({ home }));
  await one.main.getByTestId('quick-unlock').click();
  await opened(one);
});

it('asks for the password while the keyring is locked, and removes nothing', async () => {
  await fallsBack(await start(await startKeyring({ home, isLocked: true })), 'vault.keychain-unavailable');
});

it('asks for the password where the keyring is another one, and removes nothing', async () => {
  await fallsBack(await start(await startKeyring()), 'vault.keychain-changed');
});

it('works again with the keyring that it was made with, until it is turned off', async () => {
  const one = await start(await startKeyring({ home }));
  await one.main.getByTestId('quick-unlock').click();
  await opened(one);
  await openWays(one);
  await one.main.getByTestId('disable-quick').locator('button[type=submit]').click();
  await one.main.getByTestId('enable-quick').waitFor();
  expect(await readdir(join(folder, 'keychain'))).toEqual([]);
  await leave(one);
  await lock(one);
  expect(await one.main.getByTestId('quick-unlock').count()).toBe(0);
});
