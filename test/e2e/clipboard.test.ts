import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, masterPassword, selectVm, unlock } from '../support/journeys.ts';
import { cloudWords, complaints, looks, putOn, settled } from '../support/looks.ts';
import { recordCloud, type Recorder } from '../support/recorder.ts';
import { filesOf, findSecrets, heapOf, pagePlaces } from '../support/secrets.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let cloud: Recorder;
let app: RunningApp;
let userData: string;

beforeAll(async () => {
  userData = await mkdtemp(join(tmpdir(), 'vmdeck-clipboard-'));
  simulator = await startUCloudStackSimulator({ transitionMs: 200, console: 'builtin' });
  cloud = await recordCloud(simulator.url);
  app = await launchApp({ userData });
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await createVault(app.main);
  await addConnection(app.main, 'Lab', { ...simulator, url: cloud.url });
  await inventoryShown(app.main);
  const running = simulator.vms().find((vm) => vm.state === 'Running');
  await selectVm(app.main, running?.name ?? '');
});

afterAll(async () => {
  await app.stop();
  await cloud.stop();
  await simulator.stop();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const byId = (id: string) => app.main.getByTestId(id);

const onClipboard = (): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText());

/** What main says next of the clipboard: whether a secret of ours is on it. */
const nextNews = (): Promise<unknown> =>
  app.main.evaluate(
    `new Promise((resolve) => { const stop = vmdeck.subscribe('clipboard.changed', (state) => { stop(); resolve(state); }); })`,
  );

async function openViewer(): Promise<void> {
  await byId('action-console').click();
  await byId('console-viewer').click();
  await byId('viewer-address').waitFor();
}

async function copyPassword(): Promise<string> {
  const news = nextNews();
  const before = cloud.passwords.length;
  await byId('viewer-copy-password').click();
  await byId('viewer-copied').waitFor();
  expect(await news).toMatchObject({ until: expect.any(Number) as number, problem: null });
  expect(cloud.passwords.length).toBe(before + 1);
  const password = cloud.passwords.at(-1) ?? '';
  expect(await onClipboard()).toBe(password);
  return password;
}

it('has a setting for how long a secret stays', async () => {
  await byId('settings').click();
  await byId('settings-security').click();
  await byId('lock-tab').locator('[name=clipboardSeconds]').selectOption('5');
  await app.main.keyboard.press('Escape');
  await byId('security').waitFor({ state: 'detached' });
});

it('holds the password of a console for its time; no window and no file ever do', async () => {
  await openViewer();
  await expect(byId('viewer-address').innerText()).resolves.toMatch(/^127\.0\.0\.1:\d+$/);
  const password = await copyPassword();
  const news = nextNews();
  const places = [
    ...(await pagePlaces(app.main, 'window')),
    await heapOf(app.main, 'window'),
    ...(await filesOf(userData)),
  ];
  expect(findSecrets(places, { password })).toEqual([]);
  expect(await news).toEqual({ until: null, problem: null });
  expect(await onClipboard()).toBe('');
});

it('is left to the person who copies something else meanwhile', async () => {
  await copyPassword();
  const news = nextNews();
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('a shopping list'));
  expect(await news).toEqual({ until: null, problem: null });
  expect(await onClipboard()).toBe('a shopping list');
});

it('looks right in both languages and themes', async () => {
  await copyPassword();
  const ids = await app.main.evaluate<string[]>(
    `[...document.querySelectorAll('[data-vm-id]')].map((row) => row.dataset.vmId)`,
  );
  const theirs = `${await cloudWords(app.main, ids.slice(0, 1))} Lab English 127.0.0.1`;
  const found: string[] = [];
  for (const look of looks) {
    await putOn(app.main, app.main, look);
    await settled(app.main);
    await app.picture(app.main, `viewer-dialog-${look.theme}-${look.language}`);
    found.push(...(await complaints(app.main, look, theirs)));
  }
  await putOn(app.main, app.main, looks[0]);
  expect(found).toEqual([]);
});

it('is emptied of it by the lock', async () => {
  await copyPassword();
  await app.main.keyboard.press('Escape');
  await byId('viewer-dialog').waitFor({ state: 'detached' });
  await app.main.keyboard.press('Control+l');
  await byId('unlock-form').waitFor();
  expect(await onClipboard()).toBe('');
  await unlock(app.main, masterPassword);
  await inventoryShown(app.main);
});

it('tells the person when the secret cannot be taken off', async () => {
  await openViewer();
  await copyPassword();
  const news = nextNews();
  await app.electron.evaluate(({ clipboard }) => {
    Object.assign(clipboard, { clear: () => undefined, writeText: () => undefined });
  });
  expect(await news).toMatchObject({ problem: { code: 'clipboard.not-cleared' } });
  await app.main.locator('.error-notice[data-code="clipboard.not-cleared"]').waitFor();
  await app.picture(app.main, 'clipboard-not-cleared');
});
