import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import type { RunningApp } from '../support/app.ts';
import { randomPassword, startHunt, type Hunt } from '../support/hunt.ts';
import { addConnection, inventoryShown, unlock } from '../support/journeys.ts';
import { filesOf, findSecrets } from '../support/secrets.ts';

/** Every one is typed; those that are not submitted, or refused, are secrets as well. */
const planted = {
  ...{ first: randomPassword(), changed: randomPassword(), recovered: randomPassword() },
  ...{ mistyped: randomPassword(), wrong: randomPassword(), abandoned: randomPassword() },
  ...{ copy: randomPassword(), wrongCopy: randomPassword() },
  ...{ file: randomPassword(), wrongFile: randomPassword() },
};
const recovery: Record<string, string> = {};

let simulator: Simulator;
let hunt: Hunt;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-hunt-'));
  simulator = await startUCloudStackSimulator({ vms: 8, console: 'builtin' });
  hunt = await startHunt(() => ({ ...planted, ...recovery, privateKey: simulator.privateKey }));
  ({ app } = hunt);
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const byId = (id: string) => app.main.getByTestId(id);

/** Fills the fields of a form by their names and sends it. */
async function send(form: string, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await byId(form).locator(`[name=${name}]`).fill(value);
  await byId(form).locator('button[type=submit]').click();
}

const again = (password: string): Readonly<Record<string, string>> => ({ password, again: password });
const refused = (form: string, code: string) => byId(form).locator(`.error-notice[data-code="${code}"]`).waitFor();
const ended = (form: string) => byId(form).locator('.done:not(:empty)').waitFor();

/** What the person would choose in a dialog of the system. */
const chooses = (path: string) =>
  app.electron.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: filePath === '', filePath }),
      showOpenDialog: () => Promise.resolve({ canceled: filePath === '', filePaths: [filePath] }),
    });
  }, path);

async function openTab(tab: string): Promise<void> {
  if ((await byId('security').count()) === 0) {
    await byId('settings').click();
    await byId('settings-security').click();
  }
  await byId(`security-${tab}`).click();
}

async function close(dialog: string): Promise<void> {
  await app.main.keyboard.press('Escape');
  await byId(dialog).waitFor({ state: 'detached' });
}

async function lock(): Promise<void> {
  await app.main.keyboard.press('Control+l');
  await byId('unlock-form').waitFor();
}

describe('passwords of the vault are in no window', () => {
  it('once it was made with one, after another was mistyped', async () => {
    await byId('create-vault-form').waitFor();
    await send('create-vault-form', { password: planted.first, again: planted.mistyped });
    await byId('create-vault-form').getByText(en['vault.password.differs']).waitFor();
    await send('create-vault-form', again(planted.first));
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    await hunt.expectNoneInWindows();
  });

  it('once it was changed, and what was typed besides was left', async () => {
    await openTab('password');
    await send('change-password', { current: planted.wrong, ...again(planted.changed) });
    await refused('change-password', 'vault.wrong-password');
    await send('change-password', { current: planted.first });
    await ended('change-password');
    await send('change-cost', { current: planted.changed });
    await ended('change-cost');
    await hunt.expectNoneInWindows();
    await byId('change-password').locator('[name=password]').fill(planted.abandoned);
    await close('security');
    await hunt.expectNoneInWindows();
  });

  it('once it was opened by a recovery key, which is on its sheet only', async () => {
    const sheet = join(folder, 'sheet.html');
    await chooses(sheet);
    await openTab('ways');
    await send('make-recovery', { current: planted.changed });
    await byId('remove-recovery').waitFor();
    const groups = [...(await readFile(sheet, 'utf8')).matchAll(/<li>(\w{4})<\/li>/g)].map(([, group]) => group);
    expect(groups).toHaveLength(9);
    for (const joint of ['-', ' ', '']) recovery[`recovery key with '${joint}'`] = groups.join(joint);
    await close('security');
    await lock();
    await byId('use-recovery').click();
    await send('recover-form', { recoveryKey: planted.abandoned, ...again(planted.recovered) });
    await refused('recover-form', 'vault.recovery-invalid');
    await send('recover-form', { recoveryKey: groups.join(' ') });
    await inventoryShown(app.main);
    await hunt.expectNoneInWindows();
  });

  it('while it is locked with forms left open, and once it is opened', async () => {
    await openTab('copies');
    await byId('export-vault').locator('[name=current]').fill(planted.recovered);
    await byId('export-vault').locator('[name=password]').fill(planted.abandoned);
    await lock();
    await unlock(app.main, planted.wrong);
    await byId('unlock-form').getByText(en['error.vault.wrong-password']).waitFor();
    await byId('unlock-form').locator('[name=password]').fill('');
    await hunt.expectNoneInWindows();
    // One more failure before may have been one too many.
    await byId('wait').waitFor({ state: 'detached', timeout: 60_000 });
    await unlock(app.main, planted.recovered);
    await inventoryShown(app.main);
  });
});

describe('passwords of files are nowhere', () => {
  it('once a copy of the vault was written, and another was read', async () => {
    const copy = join(folder, 'copy.vmdeck');
    await openTab('copies');
    await chooses(copy);
    await send('export-vault', { current: planted.recovered, ...again(planted.copy) });
    await ended('export-vault');
    await send('import-vault', { own: planted.wrongCopy });
    await refused('import-vault', 'vault.wrong-password');
    await send('import-vault', { own: planted.copy });
    await ended('import-vault');
    await hunt.expectNoneInWindows();
    await close('security');
  });

  it('once connections went into a file and came out of it', async () => {
    const file = join(folder, 'connections.json');
    await byId('transfer-connections').click();
    await byId('export-sealed').check();
    await app.main.locator('[name=export-current]').fill(planted.recovered);
    await app.main.locator('[name=export-first]').fill(planted.abandoned);
    await app.main.locator('[name=export-second]').fill(planted.mistyped);
    await close('transfer');
    await chooses(file);
    await byId('transfer-connections').click();
    await byId('export-sealed').check();
    await app.main.locator('[name=export-current]').fill(planted.recovered);
    await app.main.locator('[name=export-first]').fill(planted.file);
    await app.main.locator('[name=export-second]').fill(planted.file);
    await byId('export').click();
    await byId('exported').waitFor();
    await app.main.locator('[name=import-word]').fill(planted.wrongFile);
    await byId('import').click();
    await byId('transfer').locator('.error-notice').waitFor();
    await app.main.locator('[name=import-word]').fill(planted.file);
    await byId('import').click();
    await byId('imported').waitFor();
    await hunt.expectNoneInWindows();
    await close('transfer');
  });

  it('neither in what the app keeps and shows of itself, nor in the files but the sheet', async () => {
    await rm(join(folder, 'sheet.html'));
    expect(findSecrets(await filesOf(folder), { ...planted, ...recovery, key: simulator.privateKey })).toEqual([]);
    await hunt.expectNoneAnywhere();
  });
});
