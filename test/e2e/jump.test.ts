import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { createVault, inventoryShown } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';
import { fingerprintOf, startSshd, type SshServer } from '../support/sshd.ts';

let simulator: Simulator;
let server: SshServer;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-jump-'));
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  server = await startSshd();
  keys.push(`ssh-ed25519 ${server.fingerprint('ed25519')}`);
  app = await launchApp({ userData: folder });
});

afterAll(async () => {
  await app.stop();
  await server.stop();
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const byId = (id: string) => app.main.getByTestId(id);
const hostKey = (code: string) => app.main.locator(`[data-testid=host-key][data-code="${code}"]`);

const everyVm = { text: '', states: [], connectionIds: [], sort: { by: 'name', descending: false } };
const rows = z.object({ ok: z.boolean(), value: z.object({ rows: z.array(z.object({ id: z.string() })) }) });
const ask = (channel: string, input: unknown): Promise<unknown> =>
  app.main.evaluate(`vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)})`);
/** Host keys that have been on the screen. */
const keys: string[] = [];

/** Takes the picture of what is open in every look and tells what is wrong with it. */
async function expectGood(name: string): Promise<void> {
  const found: string[] = [];
  const first = rows.safeParse(await ask('inventory.query', { ...everyVm, offset: 0, limit: 1 })).data?.value.rows[0];
  const theirs = await cloudWords(app.main, first === undefined ? [] : [first.id]);
  const words = `${theirs} ${simulator.url} ${simulator.publicKey} ${server.user} ${server.key} ${keys.join(' ')} Lab`;
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
const status = (wanted: string) => app.main.locator(`[data-testid=nav-connection][data-status=${wanted}]`).waitFor();

it('asks about the key of a jump host before it keeps the connection', async () => {
  await createVault(app.main);
  const form = byId('connection-form');
  await form.waitFor();
  await form.locator('[name=name]').fill('Lab');
  await form.locator('[name=url]').fill(simulator.url);
  await form.locator('[name=publicKey]').fill(simulator.publicKey);
  await form.locator('[name=privateKey]').fill(simulator.privateKey);
  await byId('section-jump').locator('summary').click();
  await form.locator('[name=jump]').check();
  await form.locator('[name=jumpHost]').fill(server.host);
  await form.locator('[name=jumpPort]').fill(String(server.port));
  await form.locator('[name=jumpUser]').fill(server.user);
  await expectGood('jump-form-password');
  await form.locator('[name=jumpLogin]').selectOption('key');
  await form.locator('[name=jumpKey]').fill(server.key);
  await byId('connection-save').click();
  await hostKey('jump.host-key-unknown').waitFor();
  await expectGood('jump-key-question');
  await byId('host-key-compared').check();
  await byId('host-key-trust').click();
  await hostKey('none').waitFor();
  await byId('connection-save').click();
  await form.waitFor({ state: 'detached' });
  await inventoryShown(app.main);
  await status('online');
  expect(server.log()).toContain('Accepted publickey');
});

it('stops when the host key changes, and trusts the new one when it is told to', async () => {
  const next = server.newKey('ed25519');
  keys.push(fingerprintOf(`${next.file}.pub`));
  await server.showKeys(next);
  server.kill();
  await menu('connection-sync');
  await status('failed');
  await menu('connection-certificates');
  await hostKey('jump.host-key-changed').waitFor();
  await expectGood('jump-key-changed');
  await byId('host-key-compared').check();
  await byId('host-key-trust').click();
  await hostKey('none').waitFor();
  await app.main.keyboard.press('Escape');
  await status('online');
});

it('goes the way through the jump host step by step', async () => {
  await menu('connection-doctor');
  await app.main.locator('[data-testid=doctor-step][data-step=console]').waitFor();
  expect(await app.main.locator('[data-testid=doctor-step][data-state=failed]').count()).toBe(0);
  expect(await app.main.locator('[data-testid=doctor-step][data-step=jump][data-state=done]').count()).toBe(1);
  await expectGood('jump-doctor');
});
