import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { requests, type Input, type Output } from '../../shared/ipc/contract.ts';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { createVault, masterPassword, unlock } from '../support/journeys.ts';
import { startKeyring } from '../support/keyring.ts';
import { filesOf, findSecrets, heapOf, pagePlaces } from '../support/secrets.ts';

type Keyring = Awaited<ReturnType<typeof startKeyring>>;
interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string };
}

let keyring: Keyring;
let folder: string;
let app: RunningApp | null = null;

beforeAll(async () => {
  keyring = await startKeyring();
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-keychain-'));
});

afterEach(async () => {
  await app?.stop();
  app = null;
});

afterAll(async () => {
  await keyring.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the app on the same data with a keychain. */
async function start(store: string, env: Readonly<Record<string, string>> = keyring.env): Promise<RunningApp> {
  app = await launchApp({ userData: folder, args: [`--password-store=${store}`], env });
  return app;
}

const call = <C extends RequestChannel>({ main }: RunningApp, channel: C, input: Input<C>): Promise<Answer> =>
  main.evaluate(`vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)})`);

async function ask<C extends RequestChannel>(one: RunningApp, channel: C, input: Input<C>): Promise<Output<C>> {
  const { value } = await call(one, channel, input);
  return requests[channel].output.parse(value) as Output<C>;
}

const codeOf = async (answer: Promise<Answer>): Promise<string | undefined> => (await answer).error?.code;

it('a real GNOME keyring unlocks the vault after a restart, and the file holds no key in the open', async () => {
  const first = await start('gnome-libsecret');
  await createVault(first.main);
  await first.main.getByTestId('connection-form').or(first.main.getByTestId('add-connection')).first().waitFor();
  expect((await ask(first, 'vault.keys', null)).keychain).toEqual({ backend: 'gnome_libsecret', problem: null });
  expect(await codeOf(call(first, 'vault.enable-quick-unlock', { current: 'not the password' }))).toBe(
    'vault.wrong-password',
  );
  await ask(first, 'vault.enable-quick-unlock', { current: masterPassword });
  await first.stop();

  const [entry = ''] = await readdir(join(folder, 'keychain'));
  const sealed = join(folder, 'keychain', entry);
  expect((await stat(sealed)).mode & 0o777).toBe(0o600);
  // Chromium's mark of a key that a keychain holds; v10 would be the key that is in its source.
  expect((await readFile(sealed)).subarray(0, 3).toString()).toBe('v11');

  const second = await start('gnome-libsecret');
  expect(await ask(second, 'vault.keys', null)).toMatchObject({ quickUnlock: 'gnome_libsecret' });
  expect((await ask(second, 'vault.quick-unlock', null)).state).toBe('unlocked');
});

it('a recovery key that was made is on its sheet, in no window, and in no file of the app', async () => {
  const one = await start('gnome-libsecret');
  await ask(one, 'vault.quick-unlock', null);
  const sheet = join(folder, '..', `${basename(folder)}-sheet.html`);
  try {
    await one.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, sheet);
    expect(await ask(one, 'vault.make-recovery', { current: masterPassword })).toEqual({ path: sheet });
    const text = await readFile(sheet, 'utf8');
    const groups = [...text.matchAll(/<li>(\w{4})<\/li>/g)].map(([, group]) => group);
    expect(groups.length).toBe(9);
    const places = [
      ...(await pagePlaces(one.main, 'window')),
      await heapOf(one.main, 'window'),
      ...(await filesOf(folder)),
    ];
    const secrets = { 'recovery key': groups.join('-'), 'recovery key as one word': groups.join('') };
    expect(findSecrets(places, secrets)).toEqual([]);
    expect((await ask(one, 'vault.keys', null)).recovery).toBe(true);
    await ask(one, 'vault.lock', null);
    const next = 'a password after the sheet';
    const status = await ask(one, 'vault.recover', { recoveryKey: secrets['recovery key'], next });
    expect(status.state).toBe('unlocked');
    await ask(one, 'vault.change-password', { current: next, next: masterPassword });
  } finally {
    await rm(sheet, { force: true });
  }
});

it('another keychain, none, and an empty one ask for the password and remove nothing', async () => {
  const plain = await start('basic');
  expect((await ask(plain, 'vault.keys', null)).keychain.problem?.code).toBe('vault.keychain-insecure');
  expect(await codeOf(call(plain, 'vault.quick-unlock', null))).toBe('vault.keychain-insecure');
  await unlock(plain.main, masterPassword);
  await plain.main.getByTestId('connection-form').or(plain.main.getByTestId('add-connection')).first().waitFor();
  expect(await codeOf(call(plain, 'vault.enable-quick-unlock', { current: masterPassword }))).toBe(
    'vault.keychain-insecure',
  );
  await plain.stop();

  const without = await start('gnome-libsecret', { ...keyring.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' });
  expect(await codeOf(call(without, 'vault.quick-unlock', null))).toMatch(/^vault\.keychain-(unavailable|insecure)$/);
  await without.stop();

  const other = await startKeyring();
  try {
    const elsewhere = await start('gnome-libsecret', other.env);
    expect(await codeOf(call(elsewhere, 'vault.quick-unlock', null))).toBe('vault.keychain-changed');
    await elsewhere.stop();
  } finally {
    app = null;
    await other.stop();
  }

  const again = await start('gnome-libsecret');
  expect((await ask(again, 'vault.quick-unlock', null)).state).toBe('unlocked');
  await ask(again, 'vault.disable-quick-unlock', null);
  expect(await readdir(join(folder, 'keychain'))).toEqual([]);
});
