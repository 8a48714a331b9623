import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { vmdeck } from '../contract/cli/support/vmdeck.ts';
import { addConnection, createVault, inventoryShown, masterPassword, selectVm, unlock } from '../support/journeys.ts';

let simulator: Simulator;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-console-trust-'));
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 150, consoleTls: true });
  app = await launchApp({ userData: folder });
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const byId = (id: string) => app.main.getByTestId(id);
const certificate = (code: string) => app.main.locator(`[data-testid=certificate][data-code="${code}"]`);
const runningVm = (): string => simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '';

const menu = async (item: string): Promise<void> => {
  await byId('nav-connection').first().hover();
  await byId('connection-menu').first().click();
  await byId(item).click();
};

async function openConsole(): Promise<Page> {
  await selectVm(app.main, runningVm());
  await byId('action-console').click();
  await byId('console-vnc').click();
  return app.window(runningVm());
}

/** What the window shows instead of a picture. */
const stopped = (page: Page, code: string) => page.locator(`[data-code="${code}"]`).first().waitFor();

const hasPicture = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels?.some((value, index) => index % 4 !== 3 && value !== pixels[index % 4]) ?? false;
  });

it('asks about the certificate of a console, and shows the picture once it is believed', async () => {
  const page = await openConsole();
  await stopped(page, 'tls.self-signed');
  await app.picture(page, 'console-certificate');
  await page.close();
  await menu('connection-certificates');
  await certificate('tls.self-signed').waitFor();
  await app.picture(app.main, 'console-certificate-question');
  await byId('certificate-compared').check();
  await byId('certificate-trust').click();
  await certificate('none').waitFor();
  await app.main.keyboard.press('Escape');
  const shown = await openConsole();
  await shown.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
  await expect.poll(() => hasPicture(shown)).toBe(true);
  await shown.close();
});

it('stops when the console shows another certificate than the one that its host is known by', async () => {
  const known = await app.main.evaluate<string>(
    `vmdeck.request('connections.list', 'pins', null).then(({ value }) => value[0].settings.consolePins[0].host)`,
  );
  await app.stop();
  // A window cannot name a certificate that nobody was shown; the command line can, with the key.
  const pin = `${known}=${'AB'.repeat(32)}`;
  const edit = ['connection', 'edit', 'Lab', '--console-pin', pin, '--private-key-stdin', '--data-dir', folder];
  const env = { VMDECK_MASTER_PASSWORD: masterPassword };
  expect(await vmdeck(edit, { env, stdin: simulator.privateKey })).toMatchObject({ code: 0 });
  app = await launchApp({ userData: folder });
  await unlock(app.main, masterPassword);
  await inventoryShown(app.main);
  const page = await openConsole();
  await stopped(page, 'tls.changed');
  await app.picture(page, 'console-certificate-changed');
  await page.close();
  await menu('connection-certificates');
  await certificate('tls.changed').getByText('AB:AB').first().waitFor();
});
