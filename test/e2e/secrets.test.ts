import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import type { RunningApp } from '../support/app.ts';
import { random, startHunt, type Hunt } from '../support/hunt.ts';
import { addConnection, createVault, inventoryShown, masterPassword, selectVm, unlock } from '../support/journeys.ts';
import { recordCloud, type Recorder } from '../support/recorder.ts';
import { findSecrets } from '../support/secrets.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

const wrongKey = `wrong-key-${random()}`;
const wrongPassword = `wrong password ${random()}`;
const controls = {
  ...{ argument: random(), environment: random(), output: random(), file: random() },
  ...{ document: random(), storage: random(), field: random(), heap: random(), behind: random() },
};

let simulator: Simulator;
let cloud: Recorder;
let hunt: Hunt;
let app: RunningApp;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150 });
  cloud = await recordCloud(simulator.url);
  hunt = await startHunt(secrets, {
    args: [`--control=${controls.argument}`],
    env: { VMDECK_TEST_CONTROL: controls.environment },
  });
  ({ app } = hunt);
});

afterAll(async () => {
  await app.stop();
  await cloud.stop();
  await simulator.stop();
});

const secrets = (): Record<string, string> => ({
  ...{ masterPassword, wrongPassword, wrongKey, privateKey: simulator.privateKey },
  ...Object.fromEntries(cloud.passwords.map((value, index) => [`console password ${index}`, value])),
  ...Object.fromEntries(cloud.signatures.map((value, index) => [`signature ${index}`, value])),
});

async function openedConsole(kind: 'vnc' | 'spice', name: string): Promise<Page> {
  await selectVm(app.main, name);
  await app.main.getByTestId('action-console').click();
  await app.main.getByTestId(`console-${kind}`).click();
  const page = await app.window(name);
  await page.locator('html[data-console=connected]').waitFor({ timeout: 60_000 });
  return page;
}

describe('secrets stay where they belong', () => {
  it('would be found wherever they are planted', async () => {
    await app.main.getByTestId('create-vault-form').waitFor();
    const { behind, ...rest } = controls;
    await app.main.evaluate((planted) => {
      document.body.dataset['control'] = planted.document;
      localStorage.setItem('control', planted.storage);
      Object.assign(window, { control: { value: planted.heap } });
    }, rest);
    // Whole, and as one string: of a shorter one that it was put together from, the heap would show all.
    const long = `${'.'.repeat(2_000)}${behind}`;
    await app.main.evaluate((text) => void Object.assign(window, { longControl: { value: text } }), long);
    await app.main.locator('[name=password]').fill(controls.field);
    await writeFile(join(app.userData, 'control.txt'), controls.file, 'utf16le');
    await app.electron.evaluate((_, text) => process.stdout.write(`${text}\n`), controls.output);
    await expect.poll(hunt.printed).toContain(controls.output);

    const found = findSecrets(await hunt.allPlaces(), controls).map((line) => line.slice(0, line.indexOf(' in ')));
    expect(new Set(found)).toEqual(new Set(Object.keys(controls)));

    await app.main.evaluate(() => {
      delete document.body.dataset['control'];
      localStorage.removeItem('control');
      Reflect.deleteProperty(window, 'control');
      Reflect.deleteProperty(window, 'longControl');
    });
  });

  it('after a vault was made', async () => {
    await createVault(app.main);
    await app.main.getByTestId('connection-form').waitFor();
    await hunt.expectNoneInWindows();
  });

  it('after a connection was tried with a wrong key and added with the right one', async () => {
    const form = app.main.getByTestId('connection-form');
    await form.locator('[name=name]').fill('Lab');
    await form.locator('[name=url]').fill(cloud.url);
    await form.locator('[name=publicKey]').fill(simulator.publicKey);
    await form.locator('[name=privateKey]').fill(wrongKey);
    await app.main.getByTestId('connection-test').click();
    await app.main.locator('.error-notice[data-code="cloud.bad-credentials"]').waitFor();
    const { publicKey, privateKey } = simulator;
    await addConnection(app.main, 'Lab', { url: cloud.url, publicKey, privateKey });
    await inventoryShown(app.main);
    await hunt.expectNoneInWindows();
  });

  it('while consoles are open, over VNC and over SPICE', async () => {
    const [first, second] = simulator.vms().filter((vm) => vm.state === 'Running');
    await openedConsole('vnc', first?.name ?? '');
    await openedConsole('spice', second?.name ?? '');
    expect(cloud.passwords).toHaveLength(2);
    await hunt.expectNoneAnywhere();
  });

  it('after a lock, a wrong password and the right one', async () => {
    await app.main.keyboard.press('Control+l');
    await app.main.getByTestId('unlock-form').waitFor();
    await expect.poll(() => app.electron.windows().length).toBe(1);
    await hunt.expectNoneInWindows();
    await unlock(app.main, wrongPassword);
    await app.main.getByTestId('unlock-form').getByText(en['error.vault.wrong-password']).waitFor();
    await unlock(app.main, masterPassword);
    await inventoryShown(app.main);
    expect(Object.keys(secrets()).length).toBeGreaterThan(10);
    await hunt.expectNoneAnywhere();
  });
});
