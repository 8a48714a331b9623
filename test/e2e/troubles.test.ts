import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, masterPassword, selectVm, unlock } from '../support/journeys.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

/** The words of one failure: of the right code, with every placeholder filled. */
async function expectWords(scope: Page | Locator, code: string): Promise<void> {
  const notice = scope.locator(`.error-notice[data-code="${code}"]`).first();
  await notice.waitFor({ timeout: 60_000 });
  const text = await notice.innerText();
  expect(text.length).toBeGreaterThan(30);
  expect(text).not.toMatch(/\{\w+\}/);
}

it('says that a list of VMs never came to rest, until it was read again', async () => {
  const simulator = await startUCloudStackSimulator({ vms: 600 });
  const app = await launchApp();
  onTestFinished(async () => {
    await app.stop();
    await simulator.stop();
  });
  simulator.faults.add({ kind: 'page-turns', value: 300, action: 'DescribeVMInstance' });
  await createVault(app.main);
  await addConnection(app.main, 'Restless', simulator);
  const unsettled = app.main.getByTestId('status-unsettled');
  await unsettled.waitFor({ timeout: 60_000 });
  expect(await unsettled.innerText()).toMatch(/\(地域 [AB]/);
  await app.picture(app.main, 'trouble-list-unsettled');
  simulator.faults.clear();
  await app.main.getByTestId('status-unsettled-retry').click();
  await unsettled.waitFor({ state: 'detached', timeout: 60_000 });
});

describe('a connection that does not work says why', () => {
  let simulator: Simulator;
  let secure: Simulator;
  let app: RunningApp;

  beforeAll(async () => {
    simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
    secure = await startUCloudStackSimulator({ https: true, console: 'builtin' });
    app = await launchApp();
    await createVault(app.main);
    await app.main.getByTestId('connection-form').waitFor();
  });
  afterAll(async () => {
    await app.stop();
    await simulator.stop();
    await secure.stop();
  });
  afterEach(() => simulator.faults.clear());

  async function test(change: { url?: string; privateKey?: string }): Promise<void> {
    const form = app.main.getByTestId('connection-form');
    const cloud = {
      name: 'Trouble',
      url: simulator.url,
      publicKey: simulator.publicKey,
      privateKey: simulator.privateKey,
    };
    for (const [field, value] of Object.entries({ ...cloud, ...change }))
      await form.locator(`[name=${field}]`).fill(value);
    await app.main.getByTestId('connection-test').click();
  }

  it('a wrong key', async () => {
    await test({ privateKey: 'not-the-key' });
    await expectWords(app.main, 'cloud.bad-credentials');
    await app.picture(app.main, 'trouble-wrong-key');
  });

  it('a host that nobody answers at', async () => {
    await test({ url: 'http://127.0.0.1:9/api' });
    await expectWords(app.main, 'net.refused');
  });

  it('a name that does not exist', async () => {
    await test({ url: 'http://cloud.invalid/api' });
    await expectWords(app.main, 'net.unresolved');
  });

  it('plain text where TLS was expected', async () => {
    await test({ url: simulator.url.replace('http:', 'https:') });
    await expectWords(app.main, 'tls.not-tls');
  });

  it('a self-signed certificate', async () => {
    await test({ url: secure.url });
    const certificate = app.main.locator('[data-testid="certificate"][data-code="tls.self-signed"]');
    await certificate.waitFor();
    expect(await certificate.innerText()).toMatch(/SHA-256\s+([0-9A-F]{2}:){31}[0-9A-F]{2}/i);
  });

  it('HTML instead of JSON', async () => {
    simulator.faults.add({ kind: 'html' });
    await test({});
    await expectWords(app.main, 'answer.not-json');
  });

  it('truncated JSON', async () => {
    simulator.faults.add({ kind: 'truncated-json' });
    await test({});
    await expectWords(app.main, 'answer.truncated');
  });

  it('a refusal by the cloud, with its code and message one click away', async () => {
    simulator.faults.add({ kind: 'ret-code', value: 8123 });
    await test({});
    await expectWords(app.main, 'cloud.refused');
    await app.main.getByRole('button', { name: 'Details' }).click();
    await app.main.locator('.error-facts').getByText('8123').waitFor();
  });

  it('no answer at all: the wait can be given up', async () => {
    simulator.faults.add({ kind: 'hang' });
    await test({});
    await app.main.getByTestId('connection-test-cancel').click();
    simulator.faults.clear();
    await test({});
    await app.main.getByTestId('connection-test-result').getByText(/VMs/).waitFor();
  });
});

describe('a VM or its console that does not work says why', () => {
  let simulator: Simulator;
  let app: RunningApp;
  let running: string;

  beforeAll(async () => {
    simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
    app = await launchApp();
    await createVault(app.main);
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    running = simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '';
  });
  afterAll(async () => {
    await app.stop();
    await simulator.stop();
  });
  afterEach(() => simulator.faults.clear());

  it('a VM that vanished', async () => {
    const vm = simulator.vms().find((one) => one.state === 'Stopped');
    await selectVm(app.main, vm?.name ?? '');
    simulator.remove(vm?.vmId ?? '');
    await app.main.getByTestId('action-start').click();
    await app.main.getByTestId('tasks').click();
    const task = app.main.locator('[data-testid=task-row][data-state=failed]').filter({ hasText: vm?.name ?? '' });
    await task.waitFor();
    await expectWords(task, 'vm.gone');
    await app.main.keyboard.press('Escape');
  });

  it.each([
    ['console-refuse', 'net.refused'],
    ['console-close', 'console.handshake-ended'],
    ['console-password', 'console.wrong-password'],
  ] as const)('%s: %s, and the next try works', async (kind, code) => {
    simulator.faults.add({ kind });
    await selectVm(app.main, running);
    await app.main.getByTestId('action-console').click();
    await app.main.getByTestId('console-vnc').click();
    const page = await app.window(running);
    await page.locator('html[data-console=closed]').waitFor({ timeout: 60_000 });
    await expectWords(page, code);
    await app.picture(page, `trouble-${kind}`);
    simulator.faults.clear();
    await page.getByTestId('message-reconnect').click();
    await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
    await page.close();
  });
});

describe('a file that cannot be used says why, and nothing is lost', () => {
  let folder: string;
  let vault: string;
  let good: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmdeck-e2e-'));
    vault = join(folder, 'vault.vmdeck');
    const simulator = await startUCloudStackSimulator({ console: 'builtin' });
    const app = await launchApp({ userData: folder });
    await createVault(app.main);
    await addConnection(app.main, 'Lab', simulator);
    await inventoryShown(app.main);
    await app.stop();
    await simulator.stop();
    good = await readFile(vault);
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(() => writeFile(vault, good));

  async function startedWith(bytes: Buffer, code: string, picture: string): Promise<void> {
    await writeFile(vault, bytes);
    const app = await launchApp({ userData: folder });
    await expectWords(app.main.getByTestId('vault-problem'), code);
    await app.picture(app.main, picture);
    await app.stop();
    expect((await readFile(vault)).equals(bytes)).toBe(true);
  }

  it('a damaged vault', () => {
    const bytes = Buffer.from(good);
    bytes[40] = (bytes[40] ?? 0) ^ 0xff;
    return startedWith(bytes, 'vault.corrupt', 'vault-corrupt');
  });

  it('a truncated vault', () => startedWith(good.subarray(0, good.length - 10), 'vault.truncated', 'vault-truncated'));

  it('a vault of a newer version', async () => {
    const newer = Buffer.from(good);
    newer.writeUInt16BE(99, 8);
    createHash('sha256').update(newer.subarray(0, 24)).digest().copy(newer, 24, 0, 8);
    await startedWith(newer, 'vault.newer', 'vault-newer');
  });

  it('brings back the last good copy and opens it', async () => {
    await truncate(vault, 100);
    const app = await launchApp({ userData: folder });
    await app.main.getByTestId('restore-backup').click();
    await unlock(app.main, masterPassword);
    await app.main.getByTestId('nav-all').waitFor();
    await app.stop();
  });

  it('a file that was put right while the app was open', async () => {
    await copyFile(vault, `${vault}.good`);
    await truncate(vault, 100);
    const app = await launchApp({ userData: folder });
    await app.main.getByTestId('vault-problem').waitFor();
    await copyFile(`${vault}.good`, vault);
    await app.main.getByTestId('vault-problem').getByRole('button').last().click();
    await app.main.getByTestId('unlock-form').waitFor();
    await app.stop();
  });

  it('broken settings and lists of tasks are set aside by name, and defaults are used', async () => {
    await writeFile(join(folder, 'settings.json'), '{"value": {"theme": "pi');
    await writeFile(join(folder, 'tasks.json'), '{"value": [{"id');
    const app = await launchApp({ userData: folder });
    await app.main.getByText(/settings\.json\.broken-\d+/).waitFor();
    await app.main.getByText(/tasks\.json\.broken-\d+/).waitFor();
    await app.picture(app.main, 'settings-set-aside');
    await app.stop();
  });
});
