import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, masterPassword, unlock } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let app: RunningApp;
let folder: string;
let password = masterPassword;
/** Words that are not ours: typed, or names of files and keychains. */
let theirs = 'Lab English http basic_text copy sheet html vmdeck';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-security-'));
  simulator = await startUCloudStackSimulator({ transitionMs: 200 });
  app = await launchApp();
  theirs += ` ${folder} ${simulator.url}`;
  await resize(1280, 800);
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const byId = (id: string) => app.main.getByTestId(id);

const resize = (width: number, height: number) =>
  app.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height,
  ] as [number, number]);

async function expectGood(name: string): Promise<void> {
  const found: string[] = [];
  for (const look of looks) {
    await putOn(app.main, app.main, look);
    await settled(app.main);
    const full = `${name}-${look.theme}-${look.language}`;
    await app.picture(app.main, full);
    found.push(...(await complaints(app.main, look, theirs)).map((complaint) => `${full}: ${complaint}`));
  }
  await putOn(app.main, app.main, looks[0]);
  expect.soft(found).toEqual([]);
}

async function openTab(tab: string): Promise<void> {
  if ((await byId('security').count()) === 0) {
    await byId('settings').click();
    await byId('settings-security').click();
  }
  await byId(`security-${tab}`).click();
}

async function close(): Promise<void> {
  await app.main.keyboard.press('Escape');
  await byId('security').waitFor({ state: 'detached' });
}

async function lock(): Promise<void> {
  await app.main.keyboard.press('Control+l');
  await byId('unlock-form').waitFor();
}

/** What the person would choose in a dialog of the system. */
const chooses = (path: string) =>
  app.electron.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: filePath === '', filePath }),
      showOpenDialog: () => Promise.resolve({ canceled: filePath === '', filePaths: [filePath] }),
    });
  }, path);

const answers = (response: number) =>
  app.electron.evaluate(({ dialog }, index) => {
    Object.assign(dialog, { showMessageBox: () => Promise.resolve({ response: index }) });
  }, response);

describe('a password that is made', () => {
  it('is told how strong it is while it is typed', async () => {
    const form = byId('create-vault-form');
    await form.locator('[name=password]').fill('password1');
    await form.locator('[data-strength="0"]').waitFor();
    await expectGood('create-weak');
    await form.locator('[name=password]').fill(masterPassword);
    await form.locator('[data-strength="4"]').waitFor();
    await expectGood('create-strong');
    await form.locator('[name=thinClient]').check();
    await expectGood('create-thin-client');
    await form.locator('[name=thinClient]').uncheck();
    await createVault(app.main);
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    await byId('vm-row').first().waitFor();
    const first = (await byId('vm-row').first().getAttribute('data-vm-id')) ?? '';
    theirs += await cloudWords(app.main, [first]);
  });
});

describe('the lock settings', () => {
  it('are shown, take effect and are kept', async () => {
    await openTab('lock');
    await expectGood('security-lock');
    await resize(1600, 1000);
    await expectGood('security-lock-large');
    await resize(1280, 800);
    await byId('lock-tab').locator('[name=idleMinutes]').selectOption('5');
    await byId('lock-tab').locator('[name=consoles]').selectOption('blank');
    await byId('lock-tab').locator('[name=onMinimise]').check();
    const kept = async (): Promise<unknown> => JSON.parse(await readFile(join(app.userData, 'settings.json'), 'utf8'));
    await expect.poll(kept).toMatchObject({ value: { lock: { idleMinutes: 5, consoles: 'blank', onMinimise: true } } });
    await close();
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('minimize'));
    await byId('unlock-form').waitFor();
    await unlock(app.main, password);
    await inventoryShown(app.main);
  });
});

describe('the master password', () => {
  it('is changed by whoever knows the present one', async () => {
    await openTab('password');
    const form = byId('change-password');
    await form.locator('button[type=submit]').click();
    await expectGood('security-password-empty');
    await form.locator('[name=current]').fill('not the password');
    await form.locator('[name=password]').fill('another horse and battery');
    await form.locator('[name=again]').fill('another horse and battery');
    await form.locator('button[type=submit]').click();
    await form.locator('.error-notice[data-code="vault.wrong-password"]').waitFor();
    await form.locator('[name=current]').fill(password);
    await form.locator('button[type=submit]').click();
    await form.getByText(en['security.password.done']).waitFor();
    password = 'another horse and battery';
    expect(await form.locator('[name=password]').inputValue()).toBe('');
    await expectGood('security-password');
  });

  it('is cheaper to guess when that is chosen', async () => {
    const form = byId('change-cost');
    await form.locator('[name=cost]').selectOption('thin-client');
    await form.locator('[name=current]').fill(password);
    await form.locator('button[type=submit]').click();
    await form.getByText(en['security.cost.done']).waitFor();
    await form.getByText(/19 MiB, 2 passes, 1 in parallel/).waitFor();
    await close();
  });
});

describe('other ways in', () => {
  it('say why quick unlock is not possible here, and make a recovery sheet', async () => {
    await openTab('ways');
    await byId('quick-impossible').waitFor();
    await expectGood('security-ways');
    await chooses(join(folder, 'sheet.html'));
    const form = byId('make-recovery');
    await form.locator('[name=current]').fill(password);
    await form.locator('button[type=submit]').click();
    await byId('remove-recovery').waitFor();
    await expectGood('security-ways-recovery');
    await close();
  });

  it('open the vault with the key of the sheet, and set a new password', async () => {
    const sheet = await readFile(join(folder, 'sheet.html'), 'utf8');
    const key = [...sheet.matchAll(/<li>(\w{4})<\/li>/g)].map(([, group]) => group).join(' ');
    await lock();
    await byId('use-recovery').waitFor();
    await expectGood('start-locked-ways');
    await byId('use-recovery').click();
    const form = byId('recover-form');
    await form.locator('[name=recoveryKey]').fill('nonsense');
    await form.locator('[name=password]').fill('a third horse and battery');
    await form.locator('[name=again]').fill('a third horse and battery');
    await form.locator('button[type=submit]').click();
    await form.locator('.error-notice[data-code="vault.recovery-invalid"]').waitFor();
    await expectGood('start-recover');
    await form.locator('[name=recoveryKey]').fill(key.toLowerCase());
    await form.locator('button[type=submit]').click();
    await inventoryShown(app.main);
    password = 'a third horse and battery';
    await lock();
    await unlock(app.main, password);
    await inventoryShown(app.main);
  });

  it('are fewer once the recovery key is removed', async () => {
    await openTab('ways');
    await byId('remove-recovery').locator('button[type=submit]').click();
    await byId('remove-recovery').waitFor({ state: 'detached' });
    await close();
    await lock();
    expect(await byId('use-recovery').count()).toBe(0);
  });
});

describe('wrong passwords', () => {
  it('have to wait, with the seconds counted down, and the right one opens after that', async () => {
    const form = byId('unlock-form');
    for (let attempt = 0; (await byId('wait').count()) === 0; attempt += 1) {
      expect(attempt).toBeLessThan(20);
      await unlock(app.main, `wrong ${attempt}`);
      await form.getByText(en['error.vault.wrong-password']).or(byId('wait')).waitFor();
    }
    await expectGood('start-wait');
    await byId('wait').waitFor({ state: 'detached', timeout: 60_000 });
    await unlock(app.main, password);
    await inventoryShown(app.main);
  });
});

describe('copies', () => {
  it('are written under a password of their own, and taken in again', async () => {
    await openTab('copies');
    await expectGood('security-copies');
    const path = join(folder, 'copy.vmdeck');
    await chooses('');
    const exporting = byId('export-vault');
    await exporting.locator('[name=current]').fill(password);
    await exporting.locator('[name=password]').fill('password of the copy');
    await exporting.locator('[name=again]').fill('password of the copy');
    await exporting.locator('button[type=submit]').click();
    await exporting.locator('button[type=submit]:not([data-loading])').waitFor();
    expect(await exporting.locator('[name=current]').inputValue()).toBe(password);
    await chooses(path);
    await exporting.locator('button[type=submit]').click();
    await exporting.getByText('copy.vmdeck').waitFor();
    expect((await stat(path)).size).toBeGreaterThan(100);
    const importing = byId('import-vault');
    await importing.locator('[name=own]').fill('password of the copy');
    await importing.locator('button[type=submit]').click();
    await importing.getByText(/0 entries added\. 1 was here already\./).waitFor();
    await expectGood('security-copies-done');
  });

  it('do not save the vault from whoever types that it is to be destroyed, and means it', async () => {
    const form = byId('destroy-vault');
    await answers(1);
    await form.locator('button[type=submit]').click();
    await form.getByText('Type “destroy” first.').waitFor();
    await form.locator('[name=typed]').fill('Destroy');
    await answers(0);
    await form.locator('button[type=submit]').click();
    await form.locator('button[type=submit]:not([data-loading])').waitFor();
    expect(await byId('security').count()).toBe(1);
    await answers(1);
    await form.locator('button[type=submit]').click();
    await byId('create-vault-form').waitFor();
    await expect(stat(join(app.userData, 'vault.vmdeck'))).rejects.toThrow();
  });
});
