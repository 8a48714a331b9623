import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { everyEntry } from '../../shared/model/audit.ts';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, masterPassword, selectVm, unlock } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';
import { filesOf, findSecrets } from '../support/secrets.ts';

let simulator: Simulator;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-audit-'));
  simulator = await startUCloudStackSimulator({ transitionMs: 200, console: 'builtin' });
  app = await launchApp({ userData: folder });
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const byId = (id: string) => app.main.getByTestId(id);
const rows = (action: string, outcome = 'done') =>
  app.main.locator(`[data-testid=audit-row][data-action="${action}"][data-outcome=${outcome}]`);
const ask = (channel: string, input: unknown): Promise<unknown> =>
  app.main.evaluate(`vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)})`);
let vmName = '';

/** Takes the picture of the log in every look and tells what is wrong with it. */
async function expectGood(name: string): Promise<void> {
  const found: string[] = [];
  const ours = JSON.stringify(await ask('audit.query', { filter: everyEntry, offset: 0, limit: 100 }));
  const [, vmId = ''] = /"vm":\{"id":"([^"]+)"/.exec(ours) ?? [];
  const words = `${folder} saved.csv audit-000001.jsonl ${ours} ${await cloudWords(app.main, [vmId])}`;
  for (const look of looks) {
    await putOn(app.main, app.main, look);
    await settled(app.main);
    await app.picture(app.main, `${name}-${look.theme}-${look.language}`);
    const said = await complaints(app.main, look, words);
    found.push(...said.map((complaint) => `${look.theme} ${look.language}: ${complaint}`));
  }
  await putOn(app.main, app.main, looks[0]);
  expect.soft(found).toEqual([]);
}

describe('the audit log', () => {
  it('shows what was done, and by whom', async () => {
    await createVault(app.main);
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    vmName = simulator.vms().find((vm) => vm.state === 'Stopped')?.name ?? '';
    await selectVm(app.main, vmName);
    await byId('action-start').click();
    await app.main.locator(`[data-testid=vm-row][data-state=running]`).first().waitFor();
    await app.main.keyboard.press('Control+l');
    await unlock(app.main, 'not the password');
    await byId('unlock-form').locator('.mantine-InputWrapper-error').waitFor();
    await unlock(app.main, masterPassword);
    await inventoryShown(app.main);
    await byId('audit-open').click();
    await rows('vm.start').filter({ hasText: vmName }).filter({ hasText: 'Lab' }).waitFor();
    await rows('connection.add').waitFor();
    await rows('vault.unlock', 'failed').waitFor();
    await byId('audit-intact').waitFor();
    await expectGood('audit');
  });

  it('is narrowed by words, outcome and keyboard', async () => {
    await byId('audit-text').fill('start');
    await rows('vault.unlock', 'failed').waitFor({ state: 'detached' });
    await byId('audit-table').focus();
    await app.main.keyboard.press('ArrowDown');
    await app.main.keyboard.press('Enter');
    await byId('audit-more').waitFor();
    await expectGood('audit-row');
    await byId('audit-text').fill('no such thing');
    await byId('audit-empty').waitFor();
    await expectGood('audit-no-match');
    await byId('audit-text').fill('');
    await byId('audit-outcome').selectOption('failed');
    await rows('vm.start').waitFor({ state: 'detached' });
    await rows('vault.unlock', 'failed').waitFor();
    await byId('audit-outcome').selectOption('');
  });

  it('is saved where the system asks for', async () => {
    const path = join(folder, 'saved.csv');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await byId('audit-export-csv').click();
    await byId('audit-saved').filter({ hasText: path }).waitFor();
    const saved = await readFile(path, 'utf8');
    expect(saved).toContain(`"${vmName}","vm.start"`);
    expect(saved).toContain('"vault.unlock"');
  });

  it('tells where somebody has changed it', async () => {
    const path = join(folder, 'audit', 'audit-000001.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"outcome":"failed"', '"outcome":"done"'));
    await byId('audit-check').click();
    await byId('audit-problem').filter({ hasText: 'audit-000001.jsonl, line' }).waitFor();
    await expectGood('audit-tampered');
    await app.main.keyboard.press('Escape');
    await byId('audit').waitFor({ state: 'detached' });
    await byId('audit-open').and(app.main.locator('[data-fault=true]')).waitFor();
  });

  it('holds no secret', async () => {
    const files = await filesOf(join(folder, 'audit'));
    const { publicKey, privateKey } = simulator;
    expect(files.length).toBeGreaterThan(1);
    expect(findSecrets(files, { masterPassword, publicKey, privateKey, wrong: 'not the password' })).toEqual([]);
    const [first = ''] = (await readFile(join(folder, 'audit', 'audit-000001.jsonl'), 'utf8')).split('\n');
    expect(z.object({ file: z.number() }).parse(JSON.parse(first)).file).toBe(1);
  });
});
