import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, selectVm, waitForState } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';
import { startTlsFront, pem, type TlsFront } from '../support/tls-front.ts';

let simulator: Simulator;
let front: TlsFront;
let app: RunningApp;
let names: readonly string[];

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 200, console: 'builtin' });
  front = await startTlsFront(simulator.url, 'trusted');
  app = await launchApp();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await createVault(app.main);
  await addConnection(app.main, 'Open', simulator);
  await inventoryShown(app.main);
  await connect({ name: 'Sealed', url: front.url, environment: null });
  await setEnvironment('Open', 'production');
  names = simulator
    .vms()
    .filter((vm) => vm.state === 'Running')
    .map((vm) => vm.name);
});

afterAll(async () => {
  await app.stop();
  await front.stop();
  await simulator.stop();
});

const byId = (id: string) => app.main.getByTestId(id);

const ask = <T>(channel: string, input: unknown): Promise<T> =>
  app.main.evaluate<T>(
    `vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)}).then((answer) => {
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value;
    })`,
  );

interface Known {
  readonly id: string;
  readonly settings: { readonly name: string };
}

const known = async (name: string): Promise<Known> => {
  const found = (await ask<Known[]>('connections.list', null)).find(({ settings }) => settings.name === name);
  if (found === undefined) throw new Error(`no connection called ${name}`);
  return found;
};

/** A second connection to the same cloud, over TLS. */
async function connect(change: object): Promise<void> {
  const { settings } = await known('Open');
  const trust = { kind: 'authorities', pem: pem('ca') };
  const { publicKey, privateKey } = simulator;
  await ask('connections.add', {
    draft: { ...settings, publicKey, privateKey, secrets: {}, trust, ...change },
    keyOf: null,
  });
}

async function setEnvironment(name: string, environment: string): Promise<void> {
  const { id, settings } = await known(name);
  await ask('connections.update', { id, draft: { ...settings, environment, privateKey: null, secrets: {} } });
}

async function expectGood(page: Page, name: string): Promise<void> {
  const ids = await app.main.evaluate<string[]>(
    `[...document.querySelectorAll('[data-vm-id]')].map((row) => row.dataset.vmId)`,
  );
  const theirs = `${await cloudWords(app.main, ids.slice(0, 2))} English VNC SPICE Ctrl-Alt-Del ${names.join(' ')}`;
  const found: string[] = [];
  for (const look of looks) {
    await putOn(app.main, page, look);
    await settled(page);
    await app.picture(page, `${name}-${look.theme}-${look.language}`);
    found.push(...(await complaints(page, look, theirs)).map((one) => `${look.theme} ${look.language}: ${one}`));
  }
  await putOn(app.main, page, looks[0]);
  expect.soft(found).toEqual([]);
}

const powerOff = async (): Promise<void> => {
  await byId('action-shutdown-more').click();
  await byId('action-power-off').click();
  await byId('confirm').waitFor();
};

const typed = (page: Page) => page.locator('[name=typed]');
const blocked = (page: Page) => page.getByTestId('confirm-ok').and(page.locator('[aria-disabled=true]'));

describe('a connection of production', () => {
  it('asks for the name of a VM before a hard action, which is not sent before', async () => {
    const name = names[0] ?? '';
    await selectVm(app.main, name, 'Open');
    await powerOff();
    await blocked(app.main).waitFor();
    await expectGood(app.main, 'production-power-off');
    await typed(app.main).fill(`${name}x`);
    await typed(app.main).press('Enter');
    await blocked(app.main).waitFor();
    expect(simulator.log.some(({ action }) => action === 'PoweroffVMInstance')).toBe(false);
    await typed(app.main).fill(name);
    await byId('confirm-ok').click();
    await waitForState(app.main, name, 'stopped', 'Open');
  });

  it('asks for how many they are when there are several', async () => {
    await byId('filter').fill('');
    const rows = app.main.locator('[data-testid=vm-row][data-state=running]').filter({ hasText: 'Open' });
    await rows.nth(0).click();
    await rows.nth(1).click({ modifiers: ['Control'] });
    await powerOff();
    await blocked(app.main).waitFor();
    await typed(app.main).fill('2');
    await byId('confirm-ok').and(app.main.locator(':not([aria-disabled=true])')).waitFor();
    await app.main.keyboard.press('Escape');
    await byId('confirm').waitFor({ state: 'detached' });
  });

  it('does not for what loses nothing', async () => {
    await selectVm(app.main, names[0] ?? '', 'Open');
    await byId('action-start').click();
    await waitForState(app.main, names[0] ?? '', 'running', 'Open');
  });

  it('asks the same in the window of a console', async () => {
    const name = names[1] ?? '';
    await selectVm(app.main, name, 'Open');
    await byId('action-console').click();
    await byId('console-vnc').click();
    const page = await app.window(name);
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
    await page.getByTestId('console-plain-http').waitFor();
    await page.getByTestId('power-menu').click();
    await page.getByTestId('power-power-off').click();
    await blocked(page).waitFor();
    await expectGood(page, 'production-console-power-off');
    await typed(page).fill(name);
    await page.getByTestId('confirm-ok').click();
    await waitForState(app.main, name, 'stopped', 'Open');
    await page.close();
  });

  it('is no matter to a connection that is not of production', async () => {
    const name = names[2] ?? '';
    await selectVm(app.main, name, 'Sealed');
    await powerOff();
    expect(await typed(app.main).count()).toBe(0);
    expect(await byId('confirm-ok').getAttribute('aria-disabled')).not.toBe('true');
    await app.main.keyboard.press('Escape');
    await byId('confirm').waitFor({ state: 'detached' });
  });
});

describe('plain http', () => {
  const marks = (where: string) => app.main.locator(`${where} [data-testid=mark-plain]`).count();

  /** Opens something about the selected VM, counts the marks in it, and closes it. */
  async function marksIn(open: () => Promise<void>): Promise<number> {
    await open();
    const dialog = app.main.getByRole('dialog');
    await dialog.waitFor();
    const count = await dialog.getByTestId('mark-plain').count();
    await app.main.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    return count;
  }

  it.each([
    ['Open', 1],
    ['Sealed', 0],
  ] as const)('is marked wherever the connection is met: %s', async (connection, marked) => {
    const name = names[3] ?? '';
    await selectVm(app.main, name, connection);
    await app.main.locator('.details-name').filter({ hasText: name }).waitFor();
    const nav = app.main.getByTestId('nav-connection').filter({ hasText: connection });
    expect(await nav.getByTestId('mark-plain').count()).toBe(marked);
    expect(await marks('.vm-row.selected')).toBe(marked);
    expect(await marks('.details-name')).toBe(marked);
    const menu = (item: string) => async (): Promise<void> => {
      await nav.hover();
      await nav.getByTestId('connection-menu').click();
      await byId(item).click();
    };
    const snapshot = () => byId('action-snapshot-create').click();
    const viewer = async (): Promise<void> => {
      await byId('action-console').click();
      await byId('console-viewer').click();
    };
    expect(await marksIn(powerOff)).toBe(marked);
    expect(await marksIn(snapshot)).toBe(marked);
    expect(await marksIn(viewer)).toBe(marked);
    for (const item of ['connection-doctor', 'connection-certificates', 'connection-remove']) {
      expect([item, await marksIn(menu(item))]).toEqual([item, marked]);
    }
  });

  it('is marked in the list in every look', async () => {
    await byId('filter').fill('');
    await expectGood(app.main, 'plain-http-list');
  });
});
