import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, type LockSettings } from '../../shared/model/settings.ts';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import {
  addConnection,
  createVault,
  inventoryShown,
  masterPassword,
  selectVm,
  unlock,
  waitForState,
} from '../support/journeys.ts';
import { looks, putOn, settled } from '../support/looks.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 3_000, console: 'auto' });
  app = await launchApp();
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

const byId = (id: string) => app.main.getByTestId(id);

async function setLock(change: Partial<LockSettings>): Promise<void> {
  const lock = { ...defaultSettings.lock, ...change };
  const code = await app.main.evaluate(
    `vmdeck.request('settings.set', crypto.randomUUID(), ${JSON.stringify({ lock })}).then((answer) => answer.ok)`,
  );
  expect(code).toBe(true);
}

const isLocked = () => byId('unlock-form').waitFor();

async function open(): Promise<void> {
  await unlock(app.main, masterPassword);
  await inventoryShown(app.main);
}

/** What the operating system would say, said by the test. */
const systemSays = (event: 'suspend' | 'lock-screen' | 'user-did-resign-active') =>
  app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);

async function systemIs(idleSeconds: number, state: string): Promise<void> {
  await app.electron.evaluate(
    ({ powerMonitor }, [seconds, word]) => {
      Object.assign(powerMonitor, { getSystemIdleTime: () => seconds, getSystemIdleState: () => word });
    },
    [idleSeconds, state] as const,
  );
}

beforeEach(async () => {
  await systemIs(0, 'active');
  await setLock({});
});

describe('the lock comes', () => {
  it.each(['suspend', 'lock-screen', 'user-did-resign-active'] as const)('when the system tells %s', async (event) => {
    await systemSays(event);
    await isLocked();
    await open();
  });

  it('when the screen is found locked without a word', async () => {
    await systemIs(0, 'locked');
    await isLocked();
    await systemIs(0, 'active');
    await open();
  });

  it('when the computer is idle for as long as was chosen, and not before', async () => {
    await setLock({ idleMinutes: 2, onSuspend: false });
    await systemIs(119, 'idle');
    await app.main.keyboard.press('Control+f');
    await byId('filter').and(app.main.locator(':focus')).waitFor();
    // As if the vault had been open, and that key pressed, as long ago.
    await app.electron.evaluate(() => {
      const now = performance.now.bind(performance);
      Object.assign(performance, { now: () => now() + 121_000 });
    });
    await systemIs(120, 'idle');
    await isLocked();
    await systemIs(0, 'active');
    await open();
  });

  it('when the main window is minimised, if that was chosen', async () => {
    const minimise = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('minimize'));
    await minimise();
    await setLock({ onMinimise: true });
    expect(await byId('unlock-form').count()).toBe(0);
    await minimise();
    await isLocked();
    await open();
  });

  it('hears of keys and of the pointer in its windows', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => {
      const heard = new Set<string>();
      Object.assign(globalThis, { heard });
      BrowserWindow.getAllWindows()[0]?.webContents.on('input-event', (_event, input) => heard.add(input.type));
    });
    await app.main.keyboard.press('Escape');
    await app.main.mouse.move(300, 300);
    await app.main.mouse.move(320, 320);
    await expect
      .poll(() => app.electron.evaluate(() => [...(globalThis as unknown as { heard: Set<string> }).heard]))
      .toEqual(expect.arrayContaining(['mouseMove', 'keyUp']));
  });
});

describe('the lock takes nothing but the picture', () => {
  it('with a filter and an open dialog: the dialog goes, the filter is there after the unlock', async () => {
    const name = simulator.vms()[0]?.name ?? '';
    await byId('filter').fill(name);
    await byId('vm-row').filter({ hasText: name }).first().waitFor();
    await app.main.keyboard.press('F1');
    await byId('key-map').waitFor();
    await app.main.keyboard.press('Control+l');
    await isLocked();
    expect(await app.main.getByRole('dialog').count()).toBe(0);
    expect(await app.main.content()).not.toContain(name);
    await open();
    expect(await byId('filter').inputValue()).toBe(name);
    await byId('vm-row').filter({ hasText: name }).first().waitFor();
    await byId('filter').fill('');
  });

  it('with a question open whose field holds a key', async () => {
    await byId('add-connection').click();
    await byId('connection-form').locator('[name=privateKey]').fill('half a private key');
    await systemSays('suspend');
    await isLocked();
    await open();
    expect(await byId('connection-form').count()).toBe(0);
    expect(await app.main.content()).not.toContain('half a private key');
  });

  it.each(['pause', 'finish'] as const)('with a running task, which is to %s', async (tasks) => {
    await setLock({ tasks });
    const name = simulator.vms().find((vm) => vm.state === 'Stopped')?.name ?? '';
    await selectVm(app.main, name);
    await byId('action-start').click();
    await waitForState(app.main, name, 'starting');
    await app.main.keyboard.press('Control+l');
    await isLocked();
    await expect.poll(() => simulator.vms().find((vm) => vm.name === name)?.state, { timeout: 20_000 }).toBe('Running');
    await open();
    await waitForState(app.main, name, 'running');
    await byId('tasks').click();
    const row = app.main.locator('[data-testid=task-row][data-state=done]').filter({ hasText: name });
    await row.first().waitFor();
    await app.main.keyboard.press('Escape');
    await byId('filter').fill('');
  });
});

describe('an open console', () => {
  const tickets = (): number => simulator.log.filter((one) => one.action === 'GetVMVNCInfo').length;
  let page: Page;
  let name = '';

  async function openConsole(): Promise<void> {
    name = simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '';
    await selectVm(app.main, name);
    await byId('action-console').click();
    await byId('console-vnc').click();
    page = await app.window(name);
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
  }

  const titles = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));

  it('is blank behind the lock if that was chosen, and the same session after it', async () => {
    await setLock({ consoles: 'blank' });
    await openConsole();
    const before = tickets();
    await page.getByTestId('power-menu').click();
    await page.getByTestId('power-power-off').click();
    await page.getByTestId('confirm-ok').waitFor();
    await systemSays('lock-screen');
    await page.getByTestId('console-locked').waitFor();
    await isLocked();
    expect(await page.getByTestId('console-screen').isVisible()).toBe(false);
    expect(await page.content()).not.toContain(name);
    expect(await page.title()).toBe('VMDeck');
    expect(await titles()).toEqual(['VMDeck', 'VMDeck']);
    for (const look of looks) {
      await putOn(app.main, page, look);
      await settled(page);
      await app.picture(page, `console-locked-${look.theme}-${look.language}`);
    }
    await putOn(app.main, page, looks[0]);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await open();
    await page.getByTestId('console-locked').waitFor({ state: 'detached' });
    await page.locator('html[data-console=connected]').waitFor();
    expect(await page.getByTestId('console-screen').isVisible()).toBe(true);
    expect(await titles()).toContain(`${name} · Lab`);
    expect(tickets()).toBe(before);
  });

  it('can lock from its bar, and is closed by the lock as things are by default', async () => {
    const closed = page.waitForEvent('close');
    // The window may be gone before it has told of the click.
    await Promise.all([
      closed,
      page
        .getByTestId('console-lock')
        .click()
        .catch(() => undefined),
    ]);
    await isLocked();
    await open();
  });
});
