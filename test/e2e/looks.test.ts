import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, unlock } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;
let folder: string;
/** Words that are not ours: of the clouds, or typed by the person. */
let theirs = 'settings.json.broken Lab http English';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-looks-'));
  await writeFile(join(folder, 'settings.json'), '{"value": {"theme": "pi');
  simulator = await startUCloudStackSimulator({ transitionMs: 400, console: 'auto' });
  app = await launchApp({ userData: folder });
  theirs += ` ${folder} ${simulator.url} ${simulator.publicKey}`;
  await resize('main', 1280, 800);
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function resize(kind: 'main' | 'console', width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes(size.page));
      window?.setContentSize(size.width, size.height);
    },
    { page: `${kind}.html`, width, height },
  );
}

/** Takes the picture of a screen in every look and tells what is wrong with it. */
async function expectGood(name: string, page: Page = app.main): Promise<void> {
  const found: string[] = [];
  for (const look of looks) {
    await putOn(app.main, page, look);
    await settled(page);
    const full = `${name}-${look.theme}-${look.language}`;
    await app.picture(page, full);
    found.push(...(await complaints(page, look, theirs)).map((complaint) => `${full}: ${complaint}`));
  }
  await putOn(app.main, page, looks[0]);
  expect.soft(found).toEqual([]);
}

const byId = (id: string) => app.main.getByTestId(id);
const escape = () => app.main.keyboard.press('Escape');

async function vmIdOf(name: string): Promise<string> {
  return (await byId('vm-row').filter({ hasText: name }).first().getAttribute('data-vm-id')) ?? '';
}

async function pick(state: string, withSnapshots = false): Promise<string> {
  const vm = simulator.vms().find((one) => one.state === state && (!withSnapshots || one.spIds.length > 1));
  const name = vm?.name ?? '';
  await byId('filter').fill(name);
  await byId('vm-row').filter({ hasText: name }).first().click();
  theirs += await cloudWords(app.main, [await vmIdOf(name)]);
  return name;
}

/** A menu: opened, looked at, closed. */
async function menuGood(name: string, open: () => Promise<unknown>): Promise<void> {
  await open();
  await expectGood(name);
  await escape();
  await app.main.locator('[role=menu]').waitFor({ state: 'detached' });
}

async function dialogGood(name: string, open: () => Promise<unknown>): Promise<void> {
  await open();
  await app.main.getByRole('dialog').waitFor();
  await expectGood(name);
  await escape();
  await app.main.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('before there is anything', () => {
  it('the first screen, with a notice about settings that were set aside', async () => {
    await byId('create-vault-form').waitFor();
    await expectGood('start-create');
    await app.main.getByRole('alert').getByRole('button').or(app.main.locator('[role=alert] button')).first().waitFor();
  });

  it('the first screen, filled in wrongly', async () => {
    await byId('create-vault-form').locator('[name=password]').fill('short');
    await byId('create-vault-form').locator('button[type=submit]').click();
    await expectGood('start-create-wrong');
  });

  it('the form of a connection: fresh, wrong, plain HTTP, and after a failed and a good test', async () => {
    await createVault(app.main);
    const form = byId('connection-form');
    await form.waitFor();
    await expectGood('connection-form');
    await form.locator('[name=url]').fill('nonsense');
    await byId('connection-save').click();
    await expectGood('connection-form-wrong');
    await form.locator('[name=name]').fill('Lab');
    await form.locator('[name=url]').fill(simulator.url);
    await form.locator('[name=publicKey]').fill(simulator.publicKey);
    await form.locator('[name=privateKey]').fill('not-the-key');
    for (const section of await form.locator('summary').all()) await section.click();
    await byId('connection-test').click();
    await form.locator('.error-notice').waitFor();
    await form.locator('.error-notice .link').last().click();
    theirs += ' cloud.bad-credentials';
    theirs += await form.locator('.error-facts').innerText();
    await expectGood('connection-form-failed');
    await form.locator('[name=privateKey]').fill(simulator.privateKey);
    await byId('connection-test').click();
    await byId('connection-test-result').locator('b').waitFor();
    theirs += await byId('connection-test-result').locator('.dim').innerText();
    await expectGood('connection-form-good');
    await form.locator('[role=combobox], input[aria-haspopup=listbox]').first().click();
    await expectGood('connection-form-colors');
    await escape();
    await escape();
  });

  it('the list without connections', async () => {
    await byId('empty-no-connections').waitFor();
    await expectGood('list-no-connections');
  });
});

describe('the main window', () => {
  it('the list, small and large, comfortable and compact', async () => {
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    await byId('details').waitFor();
    const [first] = await byId('vm-row').all();
    theirs += await cloudWords(app.main, [(await first?.getAttribute('data-vm-id')) ?? '']);
    await expectGood('main-1280x800');
    await resize('main', 1600, 1000);
    await expectGood('main-1600x1000');
    await resize('main', 900, 560);
    await expectGood('main-900x560');
    await resize('main', 1280, 800);
  });

  it('the details of a VM', async () => {
    await pick('Running', true);
    for (const tab of ['overview', 'snapshots', 'usb', 'tasks']) {
      await byId(`tab-${tab}`).click();
      if (tab === 'usb') await byId('usb-row').first().waitFor();
      if (tab === 'snapshots') await byId('snapshot-row').first().click();
      await expectGood(`details-${tab}`);
    }
    await byId('tab-usb').click();
    await menuGood('usb-menu', () => byId('usb-attach-more').first().click());
  });

  it('menus', async () => {
    await menuGood('menu-shutdown', () => byId('action-shutdown-more').click());
    await menuGood('menu-console', () => byId('action-console').click());
    await menuGood('menu-row', () => byId('vm-row').first().click({ button: 'right' }));
    await menuGood('menu-settings', () => byId('settings').click());
    await byId('nav-connection').hover();
    await menuGood('menu-connection', () => byId('connection-menu').click());
  });

  it('dialogs', async () => {
    await dialogGood('dialog-keys', () => app.main.keyboard.press('F1'));
    await dialogGood('dialog-snapshot', () => byId('action-snapshot-create').click());
    await byId('tab-snapshots').click();
    await byId('snapshot-row').first().click();
    await dialogGood('dialog-revert', () => byId('snapshot-revert').click());
    await dialogGood('dialog-snapshot-delete', () => byId('snapshot-delete').click());
    await byId('filter').fill('');
    await byId('vm-table').focus();
    await app.main.keyboard.press('Control+a');
    await dialogGood('dialog-power-off-many', async () => {
      await byId('action-shutdown-more').click();
      await byId('action-power-off').click();
    });
    for (const [name, item] of [
      ['dialog-edit', 'connection-edit'],
      ['dialog-remove', 'connection-remove'],
    ] as const)
      await dialogGood(name, async () => {
        await byId('nav-connection').hover();
        await byId('connection-menu').click();
        await byId(item).click();
      });
  });

  it('forms of actions: the largest, a small one, a dangerous one, also where there is little room', async () => {
    const asked = async (category: string, action: string): Promise<void> => {
      await byId('action-more').click();
      if (category !== '') await byId(`category-${category}`).hover();
      await byId(`menu-${action}`).click();
    };
    await pick('Stopped');
    await dialogGood('form-password', () => asked('', 'password-reset'));
    await resize('main', 900, 560);
    await dialogGood('form-create-900x560', async () => {
      await byId('new-vm').click();
      await byId('field-name').waitFor();
      await byId('action-ok').click();
      await byId('field-name').and(app.main.locator('[aria-invalid=true]')).waitFor();
    });
    await dialogGood('form-reinstall-900x560', () => asked('lifecycle', 'reinstall'));
    await dialogGood('dialog-delete-900x560', async () => {
      await asked('', 'delete');
      await byId('stakes').waitFor();
    });
    await resize('main', 1280, 800);
  });

  it('nothing that matches', async () => {
    await byId('filter').fill('no such thing');
    await byId('empty-no-match').waitFor();
    await expectGood('list-no-match');
  });

  it('tasks: under way, done, and failed', async () => {
    await byId('filter').fill('');
    await byId('vm-table').focus();
    await escape();
    await expectGood('details-none');
    const gone = await pick('Stopped');
    simulator.remove(simulator.vms().find((vm) => vm.name === gone)?.vmId ?? '');
    await byId('action-start').click();
    await byId('tasks').click();
    await app.main.locator('[data-testid=task-row][data-state=failed]').waitFor();
    await escape();
    await app.main.getByRole('dialog').waitFor({ state: 'detached' });
    await pick('Stopped');
    simulator.faults.add({ kind: 'latency', value: 20_000, action: 'StartVMInstance' });
    await byId('action-start').click();
    await byId('tasks').click();
    await byId('task-drawer').waitFor();
    theirs += await cloudWords(app.main, []);
    await expectGood('tasks');
    await escape();
    await app.main.getByRole('dialog').waitFor({ state: 'detached' });
    simulator.faults.clear();
  });
});

describe('by keyboard alone', () => {
  const press = (...keys: readonly string[]) =>
    keys.reduce((done, key) => done.then(() => app.main.keyboard.press(key)), Promise.resolve());
  const selected = () => app.main.locator('[data-testid=vm-row].selected');
  const cursor = () => app.main.locator('[data-testid=vm-row].focused');

  it('finds a VM, goes into the list, selects, and comes back', async () => {
    await press('Control+k');
    await byId('filter').and(app.main.locator(':focus')).waitFor();
    await app.main.keyboard.type('jenkins');
    await app.main.locator('.filter-matches').filter({ hasText: /\d/ }).waitFor();
    await press('ArrowDown', 'Home');
    await cursor().and(app.main.locator('[data-index="0"]')).waitFor();
    await press('Shift+ArrowDown');
    await expect.poll(() => selected().count()).toBe(2);
    await press('Control+ArrowDown', 'Space');
    await expect.poll(() => selected().count()).toBe(3);
    await press('End');
    await expect.poll(() => selected().count()).toBe(1);
    await press('PageUp');
    await cursor().and(app.main.locator('[data-index="0"]')).waitFor();
    await press('Enter');
    await app.main.locator('[role=tab]:focus').waitFor();
    await press('Control+f', 'Escape', 'Escape');
    await byId('vm-table').and(app.main.locator(':focus')).waitFor();
  });

  it('keeps a selection cleared once it was cleared', async () => {
    await press('Escape');
    await expect.poll(() => selected().count()).toBe(0);
    await app.main.locator('.status-line').getByText('synced 0s ago').waitFor();
    expect(await selected().count()).toBe(0);
    expect(await byId('details').count()).toBe(0);
  });

  it('shows what the keys do, but not to somebody who types a question mark', async () => {
    await press('?');
    await byId('key-map').waitFor();
    await press('Escape');
    await byId('key-map').waitFor({ state: 'detached' });
    await press('Control+f', '?');
    await expect.poll(() => byId('filter').inputValue()).toBe('?');
    expect(await byId('key-map').count()).toBe(0);
    await press('Escape');
  });

  it('deletes a snapshot only for somebody who types its name', async () => {
    const name = await pick('Running', true);
    const spIds = () => simulator.vms().find((vm) => vm.name === name)?.spIds ?? [];
    const before = spIds().length;
    await byId('tab-snapshots').click();
    await byId('snapshot-row').first().click();
    const snapshot = (await byId('snapshot-row').first().getAttribute('data-name')) ?? '';
    await byId('snapshot-delete').click();
    await byId('confirm').locator('[name=typed]:focus').waitFor();
    await app.main.keyboard.type('something else');
    await press('Enter');
    await byId('confirm-ok').and(app.main.locator('[aria-disabled=true]')).waitFor();
    await byId('confirm').locator('[name=typed]').fill(snapshot);
    await press('Enter');
    await byId('confirm').waitFor({ state: 'detached' });
    await expect.poll(() => spIds().length, { timeout: 20_000 }).toBe(before - 1);
  });
});

describe('the console window', () => {
  let page: Page;
  const phase = (state: string) => page.locator(`html[data-console=${state}]`).waitFor({ timeout: 60_000 });

  it('asking, connected over VNC, with its menus', async () => {
    simulator.faults.add({ kind: 'latency', value: 5_000, action: 'GetVMVNCInfo' });
    const name = await pick('Running', true);
    await byId('action-console').click();
    await byId('console-vnc').click();
    page = await app.window(name);
    await page.getByTestId('console-bar').waitFor();
    await expectGood('console-asking', page);
    simulator.faults.clear();
    await phase('connected');
    await expectGood('console-vnc', page);
    await page.getByTestId('power-menu').click();
    await expectGood('console-power-menu', page);
    await page.getByTestId('power-power-off').click();
    await page.getByTestId('confirm-ok').waitFor();
    await expectGood('console-power-off', page);
    await page.keyboard.press('Escape');
    await page.getByTestId('keys-menu').click();
    await expectGood('console-keys-menu', page);
    await page.keyboard.press('Escape');
    await resize('console', 720, 480);
    await expectGood('console-vnc-small', page);
    await resize('console', 1040, 760);
  });

  it('connected over SPICE, and refused', async () => {
    await page.getByTestId('switch-spice').click();
    await page.getByTestId('switch-spice').and(page.locator('[aria-pressed=true]')).waitFor();
    await phase('connected');
    await expectGood('console-spice', page);
    simulator.faults.add({ kind: 'console-refuse' });
    await page.getByTestId('reconnect').click();
    await phase('closed');
    // A tooltip that opens or goes while it is looked at has no colours to judge.
    await page.mouse.move(0, 0);
    await expectGood('console-closed', page);
    simulator.faults.clear();
  });

  it('of a VM that does not run', async () => {
    await page.getByTestId('power-menu').click();
    await page.getByTestId('power-power-off').click();
    await page.getByTestId('confirm-ok').click();
    await phase('not-running');
    await page.getByTestId('message-start').waitFor();
    await expectGood('console-not-running', page);
    await page.close();
  });
});

describe('when something is wrong', () => {
  it('a connection that fails keeps its VMs, dated', async () => {
    simulator.faults.add({ kind: 'ret-code', value: 8123 });
    await byId('filter').fill('');
    await byId('nav-connection').hover();
    await byId('connection-menu').click();
    await byId('connection-sync').click();
    await app.main.locator('[data-testid=nav-connection][data-status=failed]').waitFor();
    theirs += await cloudWords(app.main, []);
    await expectGood('connection-failed');
    simulator.faults.clear();
  });

  it('the lock, a wrong password, and a vault that cannot be opened', async () => {
    await app.main.keyboard.press('Control+l');
    await byId('unlock-form').waitFor();
    await expectGood('start-locked');
    await unlock(app.main, 'not the password');
    await byId('unlock-form').locator('.mantine-InputWrapper-error').waitFor();
    await expectGood('start-wrong-password');
    await app.stop();
    await truncate(join(folder, 'vault.vmdeck'), 100);
    app = await launchApp({ userData: folder });
    await resize('main', 1280, 800);
    await byId('vault-problem').waitFor();
    await expectGood('start-problem');
  });
});
