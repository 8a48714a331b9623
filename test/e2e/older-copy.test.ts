import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, masterPassword, unlock } from '../support/journeys.ts';

let simulator: Simulator;
let folder: string;
let app: RunningApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-older-'));
  simulator = await startUCloudStackSimulator({ vms: 8, console: 'builtin' });
});

afterEach(() => app.stop());

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const told = () => app.main.locator('.toast .error-notice[data-code="vault.older"]');

async function open(): Promise<void> {
  app = await launchApp({ userData: folder });
  await unlock(app.main, masterPassword);
  await inventoryShown(app.main);
}

it('of the vault in its place is told when it is unlocked, once', async () => {
  const vault = join(folder, 'vault.vmdeck');
  const copy = join(folder, 'a-copy');
  app = await launchApp({ userData: folder });
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
  await copyFile(vault, copy);
  await app.main.getByTestId('add-connection').click();
  await addConnection(app.main, 'Lost', { ...simulator, url: simulator.url.replace('127.0.0.1', 'localhost') });
  await app.stop();

  await open();
  expect(await told().count()).toBe(0);
  await app.stop();

  await copyFile(copy, vault);
  await open();
  await told().waitFor();
  expect(await app.main.getByTestId('nav-connection').count()).toBe(1);
  await app.picture(app.main, 'vault-older');
  await app.stop();

  await open();
  expect(await told().count()).toBe(0);
});
