import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackV2Simulator } from '../simulators/ucloudstack-v2/index.ts';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, selectVm, waitForState } from '../support/journeys.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let current: Simulator;
let older: Simulator;
let app: RunningApp;

beforeAll(async () => {
  current = await startUCloudStackSimulator({ vms: 20, console: 'builtin' });
  older = await startUCloudStackV2Simulator({ vms: 12, seed: 7, transitionMs: 200, console: 'builtin' });
  app = await launchApp();
  await createVault(app.main);
});

afterAll(async () => {
  await app.stop();
  await current.stop();
  await older.stop();
});

describe('clouds of two generations', () => {
  it('stand in one list', async () => {
    await addConnection(app.main, 'Prod', current);
    await addConnection(app.main, 'Legacy', older, 'ucloudstack-v2');
    await inventoryShown(app.main);
    await app.main.getByTestId('nav-all').getByText('32').waitFor();
  });

  it('each do what they can, and say what they cannot', async () => {
    const name = older.vms().find((vm) => vm.state === 'Stopped')?.name ?? '';
    await selectVm(app.main, name, 'Legacy');
    await app.main.getByTestId('action-start').click();
    await waitForState(app.main, name, 'running', 'Legacy');
    expect(older.vms().find((vm) => vm.name === name)?.state).toBe('Running');
    expect(await app.main.getByTestId('action-snapshot-create').getAttribute('aria-disabled')).toBe('true');
    await app.main.getByTestId('action-console').click();
    expect(await app.main.getByTestId('console-spice').getAttribute('data-disabled')).not.toBeNull();
    await app.main.getByTestId('console-vnc').click();
    const page = await app.window(name);
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
  });
});
