import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import {
  addConnection,
  createVault,
  inventoryShown,
  masterPassword,
  selectVm,
  unlock,
  waitForState,
} from '../support/journeys.ts';
import { difference, lightness, readCanvas, readPpm, type Picture } from '../support/pixels.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 1_000, console: 'qemu' });
  app = await launchApp();
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

const vmId = (name: string): string => simulator.vms().find((vm) => vm.name === name)?.vmId ?? '';
const stoppedVm = (): string => simulator.vms().find((vm) => vm.state === 'Stopped')?.name ?? '';

async function truth(name: string): Promise<Picture> {
  const guest = simulator.guest(vmId(name));
  if (guest === undefined) throw new Error('no guest runs');
  return readPpm(await guest.screendump());
}

const consoleIs = (page: Page, state: string) =>
  page.locator(`html[data-console=${state}]`).waitFor({ timeout: 60_000 });

/** The blinking text cursor is all that two pictures of the same moment may differ in. */
const cursor = 0.0002;
/** Some letters of a text screen, as a share of its pixels. */
const letters = 0.0003;

async function showsGuest(page: Page, name: string): Promise<void> {
  await consoleIs(page, 'connected');
  await eventually(async () => {
    expect(difference(await readCanvas(page), await truth(name))).toBeLessThan(cursor);
  }, 60_000);
}

/** From the boot menu, whose selected line is light, to the boot loader's command line. */
async function openCommandLine(page: Page, name: string): Promise<void> {
  await eventually(async () => expect(lightness(await truth(name))).toBeGreaterThan(0.03), 60_000);
  await showsGuest(page, name);
  await page.getByTestId('console-screen').click();
  await page.keyboard.press('c');
  await eventually(async () => expect(lightness(await readCanvas(page))).toBeLessThan(0.03));
}

/** The window shows what the guest shows; typing a word changes both alike. */
async function typeIntoGuest(page: Page, name: string, word: string): Promise<void> {
  await showsGuest(page, name);
  const before = await readCanvas(page);
  await page.getByTestId('console-screen').click();
  for (const key of word) await page.keyboard.press(key);
  await eventually(async () => {
    const after = await readCanvas(page);
    expect(difference(before, after)).toBeGreaterThan(letters);
    expect(difference(after, await truth(name))).toBeLessThan(cursor);
  }, 60_000);
}

async function taskDone(main: Page, action: string): Promise<void> {
  await main.locator(`[data-testid=task-row][data-action=${action}][data-state=done]`).first().waitFor();
}

describe('from an empty folder to the screen of a VM', () => {
  let name = '';

  it('makes the vault, adds the connection and shows every VM', async () => {
    await app.picture(app.main, 'create-vault');
    await createVault(app.main);
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    await app.main.getByTestId('nav-all').getByText(String(simulator.vms().length)).waitFor();
    await app.picture(app.main, 'inventory');
  });

  it('starts a VM and shows it running', async () => {
    name = stoppedVm();
    await selectVm(app.main, name);
    await app.main.getByTestId('action-start').click();
    await waitForState(app.main, name, 'running');
    expect(simulator.vms().find((vm) => vm.name === name)?.state).toBe('Running');
    await app.main.getByTestId('tab-overview').click();
    await app.picture(app.main, 'details-overview');
  });

  it('opens its VNC console and types into the guest', async () => {
    await app.main.getByTestId('action-console').click();
    await app.main.getByTestId('console-vnc').click();
    const page = await app.window(name);
    await openCommandLine(page, name);
    await typeIntoGuest(page, name, 'vmdeck');
    await app.picture(page, 'console-vnc');
  });

  it('shows the same guest over SPICE and types into it', async () => {
    const page = await app.window(name);
    await page.getByTestId('switch-spice').click();
    await page.getByTestId('switch-spice').and(page.locator('[aria-pressed=true]')).waitFor();
    await typeIntoGuest(page, name, 'spice');
    await app.picture(page, 'console-spice');
    await page.close();
  });

  it('takes a snapshot and reverts to it', async () => {
    await selectVm(app.main, name);
    await app.main.getByTestId('tab-snapshots').click();
    await app.main.getByTestId('snapshot-create').click();
    await app.main.getByTestId('snapshot-form').locator('[name=name]').fill('before-upgrade');
    await app.main.getByTestId('snapshot-ok').click();
    const row = app.main.getByTestId('snapshot-row').filter({ hasText: 'before-upgrade' });
    await row.waitFor();
    await row.click();
    await app.picture(app.main, 'snapshots');
    await app.main.getByTestId('snapshot-revert').click();
    await app.picture(app.main, 'snapshot-revert');
    await app.main.getByTestId('confirm-ok').click();
    await app.main.getByTestId('tab-tasks').click();
    await taskDone(app.main, 'snapshot-revert');
  });

  it('attaches a device of the cloud and detaches it again', async () => {
    await app.main.getByTestId('tab-usb').click();
    const free = app.main.locator('[data-testid=usb-row][data-state=free]').first();
    const usbId = (await free.getAttribute('data-usb-id')) ?? '';
    await app.picture(app.main, 'usb');
    await free.getByTestId('usb-attach').click();
    const device = app.main.locator(`[data-testid=usb-row][data-usb-id="${usbId}"]`);
    await device.and(app.main.locator('[data-held=true]')).waitFor();
    expect(simulator.vms().find((vm) => vm.name === name)?.usbIds).toContain(usbId);
    await device.getByTestId('usb-detach').click();
    await device.and(app.main.locator('[data-state=free]')).waitFor();
    expect(simulator.vms().find((vm) => vm.name === name)?.usbIds).not.toContain(usbId);
  });

  it('leaves no name of a VM in the window when it is locked', async () => {
    await app.main.getByTestId('filter').fill('');
    await app.main.getByTestId('tasks').click();
    await app.main.getByTestId('task-drawer').waitFor();
    await app.picture(app.main, 'tasks');
    await app.main.keyboard.press('Control+l');
    await app.main.getByTestId('unlock-form').waitFor();
    const html = await app.main.content();
    expect(simulator.vms().filter((vm) => html.includes(vm.name))).toEqual([]);
    expect(html).not.toContain('Lab');
    await app.picture(app.main, 'locked');
  });

  it('says that a password is wrong, and brings everything back with the right one', async () => {
    await unlock(app.main, 'not the password');
    await app.main
      .getByTestId('unlock-form')
      .getByText(/password/i)
      .nth(1)
      .waitFor();
    await app.picture(app.main, 'wrong-password');
    await unlock(app.main, masterPassword);
    await inventoryShown(app.main);
    await app.main.getByTestId('nav-all').getByText(String(simulator.vms().length)).waitFor();
  });
});
