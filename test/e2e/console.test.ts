import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { addConnection, createVault, inventoryShown, selectVm } from '../support/journeys.ts';
import { difference, lightness, readCanvas, readPpm } from '../support/pixels.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;
let page: Page;
let name: string;

/** The boot menu has a light line; the boot loader's command line, a booting machine and an empty picture have not. */
const menu = 0.03;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 500, console: 'qemu' });
  app = await launchApp();
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
  name = simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '';
  await selectVm(app.main, name);
  await app.main.getByTestId('action-console').click();
  await app.main.getByTestId('console-vnc').click();
  page = await app.window(name);
  await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

async function guestLightness(): Promise<number> {
  const guest = simulator.guest(simulator.vms().find((vm) => vm.name === name)?.vmId ?? '');
  if (guest === undefined) throw new Error('no guest runs');
  return lightness(await readPpm(await guest.screendump()));
}

/** Size of the guest's picture on the screen, in CSS pixels. */
async function shownSize(): Promise<{ width: number; height: number }> {
  const box = await page.getByTestId('console-screen').locator('canvas').first().boundingBox();
  if (box === null) throw new Error('no picture');
  return { width: Math.round(box.width), height: Math.round(box.height) };
}

const isFullScreen = (): Promise<boolean> =>
  app.electron.evaluate(
    ({ BrowserWindow }, title) =>
      BrowserWindow.getAllWindows().some((window) => window.getTitle().includes(title) && window.isFullScreen()),
    name,
  );

describe.each(['vnc', 'spice'] as const)('the console window over %s', (kind) => {
  beforeAll(async () => {
    await page.getByTestId(`switch-${kind}`).click();
    await page.getByTestId(`switch-${kind}`).and(page.locator('[aria-pressed=true]')).waitFor();
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
    await eventually(async () => expect(await guestLightness()).toBeGreaterThan(menu), 60_000);
    await eventually(async () => expect(lightness(await readCanvas(page))).toBeGreaterThan(menu));
  });

  it('fits the picture into the window, and shows it pixel by pixel on demand', async () => {
    const { width, height } = await readCanvas(page);
    await page.getByTestId('scale-actual').click();
    await eventually(async () => expect(await shownSize()).toEqual({ width, height }));
    await page.getByTestId('scale-fit').click();
    await eventually(async () => {
      const fitted = await shownSize();
      const room = await page.getByTestId('console-screen').boundingBox();
      expect(fitted.width / fitted.height).toBeCloseTo(width / height, 1);
      expect(Math.abs(fitted.width - (room?.width ?? 0))).toBeLessThan(2);
    });
  });

  it('sends Ctrl-Alt-Del, which restarts the guest', async () => {
    await page.getByTestId('console-screen').click();
    await page.keyboard.press('c');
    await eventually(async () => expect(await guestLightness()).toBeLessThan(menu));
    await page.getByTestId('send-cad').click();
    await eventually(async () => expect(await guestLightness()).toBeGreaterThan(menu), 60_000);
  });

  it('sends nothing while it is view only', async () => {
    await page.getByTestId('view-only').click();
    await page.getByTestId('console-screen').click();
    await page.keyboard.press('c');
    await page.getByTestId('view-only').click();
    await page.getByTestId('console-screen').click();
    const before = await readCanvas(page);
    await page.keyboard.press('ArrowDown');
    // The second key moves the selected line of the menu, which the first would have taken away.
    await eventually(async () => expect(difference(before, await readCanvas(page))).toBeGreaterThan(0.005));
    expect(await guestLightness()).toBeGreaterThan(menu);
  });

  it('fills the screen, and comes back', async () => {
    await page.getByTestId('full-screen').click();
    await eventually(async () => expect(await isFullScreen()).toBe(true));
    await page.mouse.move(300, 0);
    await page.getByTestId('full-screen').click();
    await eventually(async () => expect(await isFullScreen()).toBe(false));
  });
});

describe('a console that is being connected', () => {
  it('can be given up, and tried again', async () => {
    simulator.faults.add({ kind: 'hang', action: 'GetVMVNCInfo' });
    await page.getByTestId('switch-vnc').click();
    await page.getByTestId('message-cancel').click();
    await page.locator('html[data-console=closed]').waitFor();
    simulator.faults.clear();
    await page.getByTestId('message-reconnect').click();
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
  });
});
