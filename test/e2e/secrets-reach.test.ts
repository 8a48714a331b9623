import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpProxy } from '../simulators/proxies/http-proxy.ts';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import type { RunningApp } from '../support/app.ts';
import { random, randomPassword, startHunt, type Hunt } from '../support/hunt.ts';
import { createVault, inventoryShown, masterPassword, selectVm } from '../support/journeys.ts';
import { startPasswordSshServer, type PasswordSshServer } from '../support/password-ssh-server.ts';
import { makeKey, startSshd, type SshServer } from '../support/sshd.ts';

type Proxy = Awaited<ReturnType<typeof startHttpProxy>>;

/** Every one is typed; those that are not submitted, or refused, are secrets as well. */
const planted = {
  ...{ masterPassword, proxy: randomPassword(), wrongProxy: randomPassword() },
  ...{ jump: randomPassword(), wrongJump: randomPassword(), passphrase: randomPassword() },
  ...{ wrongPassphrase: randomPassword(), abandoned: randomPassword() },
  ...{ guest: randomPassword(), refusedGuest: randomPassword(), made: randomPassword(), again: randomPassword() },
  userData: random(),
};
const keys: Record<string, string> = {};

let simulator: Simulator;
let proxy: Proxy;
let server: SshServer;
let other: PasswordSshServer;
let hunt: Hunt;
let app: RunningApp;

/** A line from the middle of a PEM text, which no other key has. */
const lineOf = (pem: string): string => pem.split('\n').findLast((line) => line.length >= 64) ?? pem;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
  proxy = await startHttpProxy({ login: `walker:${planted.proxy}` });
  server = await startSshd();
  const file = join(server.folder, 'sealed');
  makeKey(file, 'ed25519', planted.passphrase);
  appendFileSync(join(server.folder, 'authorized_keys'), readFileSync(`${file}.pub`));
  Object.assign(keys, { sealedKey: readFileSync(file, 'utf8') });
  other = await startPasswordSshServer({ user: 'walker', password: planted.jump, methods: ['password'] });
  hunt = await startHunt(() => ({
    ...planted,
    ...{ privateKey: simulator.privateKey, sealedKey: lineOf(keys['sealedKey'] ?? '') },
    proxyLogin: Buffer.from(`walker:${planted.proxy}`).toString('base64'),
    userDataSent: Buffer.from(scriptOf(planted.userData)).toString('base64'),
  }));
  ({ app } = hunt);
});

afterAll(async () => {
  await app.stop();
  await Promise.all([simulator.stop(), proxy.stop(), server.stop(), other.stop()]);
});

const byId = (id: string) => app.main.getByTestId(id);
const connection = () => byId('connection-form');
const actionForm = (action: string) => app.main.locator(`[data-testid=action-form][data-action=${action}]`);
const field = (name: string) => byId(`field-${name}`);
const press = (key: string) => app.main.keyboard.press(key);
const scriptOf = (secret: string): string => `#!/bin/sh\necho ${secret}\n`;
const lastCall = (action: string) => simulator.log.findLast((entry) => entry.action === action);

async function fill(fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await connection().locator(`[name=${name}]`).fill(value);
}

/** Opens the form with what is no secret. */
async function begin(name: string, url: string, jump: Readonly<Record<string, string>>): Promise<void> {
  await connection().or(byId('add-connection')).first().waitFor();
  if (!(await connection().isVisible())) await byId('add-connection').click();
  await fill({ name, url, publicKey: simulator.publicKey, privateKey: simulator.privateKey });
  await byId('section-jump').locator('summary').click();
  await connection().locator('[name=jump]').check();
  await fill(jump);
}

/** Tries what is in the form, which is refused. */
async function expectRefused(code: string): Promise<void> {
  await byId('connection-test').click();
  await connection().locator(`.error-notice[data-code="${code}"]`).waitFor();
}

async function trustAndSave(): Promise<void> {
  await byId('connection-save').click();
  await byId('host-key-compared').check();
  await byId('host-key-trust').click();
  await byId('host-key').and(app.main.locator('[data-code=none]')).waitFor();
  await byId('connection-save').click();
  await connection().waitFor({ state: 'detached' });
}

async function choose(name: string): Promise<void> {
  await field(name).and(app.main.locator('[aria-haspopup=listbox]')).click();
  await app.main.locator('[role=option]:visible').first().click();
  await app.main.locator('[role=option]:visible').first().waitFor({ state: 'detached' });
}

async function pick(category: string, action: string): Promise<void> {
  await byId('action-more').click();
  if (category !== '') await byId(`category-${category}`).hover();
  await byId(`menu-${action}`).click();
  await actionForm(action).waitFor();
}

const aVm = (state: string): string => simulator.vms().find((vm) => vm.state === state)?.name ?? '';

describe('secrets of the way to a cloud are in no window', () => {
  it('once a jump host was logged in to by a sealed key, through a proxy with a password', async () => {
    await createVault(app.main);
    await begin('By key', simulator.url, {
      jumpHost: server.host,
      jumpPort: String(server.port),
      jumpUser: server.user,
    });
    await connection().locator('[name=jumpLogin]').selectOption('key');
    await fill({ jumpKey: keys['sealedKey'] ?? '', jumpPassphrase: planted.wrongPassphrase });
    await byId('section-network').locator('summary').click();
    await connection().locator('[name=proxy]').selectOption('http');
    await fill({ proxyHost: '127.0.0.1', proxyPort: String(proxy.port), proxyUser: 'walker' });
    await fill({ proxyPassword: planted.wrongProxy });
    await expectRefused('proxy.login');
    await fill({ proxyPassword: planted.proxy, jumpPassphrase: planted.passphrase });
    await trustAndSave();
    await inventoryShown(app.main);
    expect(server.log()).toContain('Accepted publickey');
    await hunt.expectNoneInWindows();
  });

  it('once another was logged in to by a password, and a third form was left', async () => {
    // The same cloud by the same address would be the same connection.
    const url = simulator.url.replace('127.0.0.1', 'localhost');
    await begin('By password', url, { jumpHost: '127.0.0.1', jumpPort: String(other.port), jumpUser: 'walker' });
    await fill({ jumpPassword: planted.jump });
    await trustAndSave();
    await app.main.locator('[data-testid=nav-connection][data-status=online]').nth(1).waitFor();
    await begin('Left', url, { jumpHost: '127.0.0.1', jumpPort: String(other.port), jumpUser: 'walker' });
    await fill({ privateKey: planted.abandoned, jumpPassword: planted.wrongJump });
    await press('Escape');
    await connection().waitFor({ state: 'detached' });
    await hunt.expectNoneInWindows();
  });
});

describe('secrets of guests are nowhere', () => {
  it('once a password was set, after one was refused and one was left', async () => {
    await selectVm(app.main, aVm('Running'), 'By key');
    await pick('', 'password-reset');
    await field('password').fill(planted.abandoned);
    await press('Escape');
    await actionForm('password-reset').waitFor({ state: 'detached' });
    simulator.faults.add({ kind: 'ret-code', value: 8123, action: 'ResetVMInstancePassword' });
    await pick('', 'password-reset');
    await field('password').fill(planted.refusedGuest);
    await press('Enter');
    await actionForm('password-reset').locator('.error-notice').waitFor();
    simulator.faults.clear();
    await field('password').fill(planted.guest);
    await press('Enter');
    await actionForm('password-reset').waitFor({ state: 'detached' });
    await expect.poll(() => lastCall('ResetVMInstancePassword')?.retCode).toBe(0);
    await hunt.expectNoneInWindows();
  });

  it('once a VM was made with a password and a script', async () => {
    await byId('new-vm').click();
    await field('name').fill('made-here');
    for (const name of ['imageId', 'computeSetId', 'bootDiskSetId', 'subnetId']) await choose(name);
    await field('externalLineId').fill('segment-ainternet00001');
    for (const summary of await actionForm('create').locator('summary').all()) await summary.click();
    await field('password').fill(planted.made);
    await field('userData').fill(scriptOf(planted.userData));
    await byId('action-ok').click();
    await actionForm('create').waitFor({ state: 'detached' });
    expect(lastCall('CreateVMInstance')?.retCode).toBe(0);
    await hunt.expectNoneInWindows();
  });

  it('once a VM was set up anew, after the question was left', async () => {
    const name = aVm('Stopped');
    await selectVm(app.main, name, 'By key');
    await pick('lifecycle', 'reinstall');
    await choose('imageId');
    await field('password').fill(planted.again);
    await byId('action-ok').click();
    await byId('confirm').waitFor();
    await press('Escape');
    await byId('confirm').waitFor({ state: 'detached' });
    await byId('action-ok').click();
    await byId('confirm').locator('[name=typed]').fill(name);
    await press('Enter');
    await actionForm('reinstall').waitFor({ state: 'detached' });
    await expect.poll(() => lastCall('ReinstallVMInstance')?.retCode).toBe(0);
    await hunt.expectNoneAnywhere();
  });
});
