import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { createVault, inventoryShown } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';
import { startTlsFront, type TlsFront } from '../support/tls-front.ts';

let simulator: Simulator;
let front: TlsFront;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-trust-'));
  simulator = await startUCloudStackSimulator({ vms: 40, console: 'builtin' });
  front = await startTlsFront(simulator.url, 'self-signed');
  app = await launchApp({ userData: folder });
});

afterAll(async () => {
  await app.stop();
  await front.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const byId = (id: string) => app.main.getByTestId(id);
const certificate = (code: string) => app.main.locator(`[data-testid=certificate][data-code="${code}"]`);

const everyVm = { text: '', states: [], connectionIds: [], sort: { by: 'name', descending: false } };
const ask = (channel: string, input: unknown): Promise<unknown> =>
  app.main.evaluate(`vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)})`);

/** Takes the picture of what is open in every look and tells what is wrong with it. */
async function expectGood(name: string): Promise<void> {
  const found: string[] = [];
  const rows = z.object({ ok: z.boolean(), value: z.object({ rows: z.array(z.object({ id: z.string() })) }) });
  const first = rows.safeParse(await ask('inventory.query', { ...everyVm, offset: 0, limit: 1 })).data?.value.rows[0];
  const theirs = await cloudWords(app.main, first === undefined ? [] : [first.id]);
  const words = `${theirs} ${front.url} ${simulator.publicKey} O=VMDeck test only, CN=127.0.0.1 Lab Copy SHA-256 PEM`;
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

const menu = async (item: string): Promise<void> => {
  await byId('nav-connection').first().hover();
  await byId('connection-menu').first().click();
  await byId(item).click();
};

it('asks about a certificate that nobody vouches for before it keeps the connection', async () => {
  await createVault(app.main);
  const form = byId('connection-form');
  await form.waitFor();
  await form.locator('[name=name]').fill('Lab');
  await form.locator('[name=url]').fill(front.url);
  await form.locator('[name=publicKey]').fill(simulator.publicKey);
  await form.locator('[name=privateKey]').fill(simulator.privateKey);
  await byId('section-labels').locator('summary').click();
  await form.locator('[name=environment]').selectOption('production');
  await byId('connection-save').click();
  await certificate('tls.self-signed').waitFor();
  await expectGood('certificate-question');
  expect(simulator.log).toEqual([]);
  await byId('certificate-compared').check();
  await byId('certificate-trust').click();
  await certificate('none').waitFor();
  await byId('connection-save').click();
  await form.waitFor({ state: 'detached' });
  await inventoryShown(app.main);
  await app.main.locator('[data-testid=nav-connection][data-status=online]').waitFor();
});

it('shows every part of the form', async () => {
  await menu('connection-edit');
  for (const part of ['scope', 'network', 'limits']) await byId(`section-${part}`).locator('summary').click();
  await byId('connection-form').locator('[name=proxy]').selectOption('socks5');
  await expectGood('connection-form-all');
  await app.main.keyboard.press('Escape');
  await byId('connection-form').waitFor({ state: 'detached' });
});

it('stops when the certificate changes, and trusts the new one when it is told to', async () => {
  front.show('trusted');
  await menu('connection-sync');
  await app.main.locator('[data-testid=nav-connection][data-status=failed]').waitFor();
  await menu('connection-certificates');
  await certificate('tls.changed').waitFor();
  await expectGood('certificate-changed');
  await byId('certificate-compared').check();
  await byId('certificate-trust').click();
  await certificate('none').waitFor();
  await app.main.keyboard.press('Escape');
  await app.main.locator('[data-testid=nav-connection][data-status=online]').waitFor();
});

it('goes the way to the cloud step by step', async () => {
  await menu('connection-doctor');
  await byId('doctor-verdict').waitFor();
  await app.main.locator('[data-testid=doctor-step][data-step=console]').waitFor();
  expect(await app.main.locator('[data-testid=doctor-step][data-state=failed]').count()).toBe(0);
  await expectGood('doctor-good');
  await app.main.keyboard.press('Escape');
  front.show('expired');
  await menu('connection-doctor');
  await app.main.locator('[data-testid=doctor-step][data-step=tls][data-state=failed]').waitFor();
  await expectGood('doctor-bad');
  await app.main.keyboard.press('Escape');
  front.show('trusted');
});

it('shows each step while it is gone, and stops when it is told to', async () => {
  const heal = simulator.faults.add({ kind: 'hang', action: 'DescribeRegion' });
  await menu('connection-doctor');
  await app.main.locator('[data-testid=doctor-now][data-step=login]').waitFor();
  expect(await app.main.locator('[data-testid=doctor-step]').count()).toBe(5);
  await expectGood('doctor-running');
  await byId('doctor-stop').click();
  await byId('doctor-stopped').waitFor();
  expect(await app.main.locator('[data-testid=doctor-step]').count()).toBe(5);
  await expectGood('doctor-stopped');
  heal();
  await byId('doctor-again').click();
  await byId('doctor-verdict').waitFor();
  await app.main.keyboard.press('Escape');
});

it('carries connections in a file, and switches one off', async () => {
  const path = join(folder, 'connections.json');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
  await byId('transfer-connections').click();
  await byId('export-sealed').check();
  await app.main.locator('[name=export-first]').fill('a long enough password');
  await app.main.locator('[name=export-second]').fill('a long enough password');
  await byId('export').click();
  await byId('exported').filter({ hasText: path }).waitFor();
  await app.main.locator('[name=import-word]').fill('a long enough password');
  await byId('import').click();
  await byId('imported').filter({ hasText: 'Lab' }).waitFor();
  await app.main.keyboard.press('Escape');
  await menu('connection-turn');
  await app.main.locator('[data-testid=nav-connection][data-status=disabled]').waitFor();
  await expectGood('connection-off');
});
