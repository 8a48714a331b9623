import { afterAll, beforeAll, expect, it } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { openConnectionScreen, type ConnectionScreen } from '../support/connection-screen.ts';
import { createVault, inventoryShown, selectVm } from '../support/journeys.ts';

let simulator: Simulator;
let screen: ConnectionScreen;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ vms: 12, console: 'builtin' });
  screen = await openConnectionScreen('web-console');
  await createVault(screen.app.main);
});

afterAll(async () => {
  await screen.stop();
  await simulator.stop();
});

it('has to be an address with a place for the session', async () => {
  const { byId, fill } = screen;
  const form = await fill(simulator);
  await byId('section-network').locator('summary').click();
  const address = form.locator('[name=webConsole]');
  await address.fill('https://cloud.example/vnc');
  await byId('connection-save').click();
  await form.locator('[name=webConsole][aria-invalid=true]').waitFor();
  await address.scrollIntoViewIfNeeded();
  await screen.expectGood('web-console-wrong', `Lab ${simulator.url} ${simulator.publicKey}`);
  await address.fill('http://cloud.example/vnc?token={session}');
  await form.getByText(en['connection.web-console.plain']).waitFor();
  await byId('connection-save').click();
  await form.waitFor({ state: 'detached' });
});

it('goes to the browser of the computer, and its session to no window', async () => {
  const { app, byId } = screen;
  await inventoryShown(app.main);
  await selectVm(app.main, simulator.vms().find((vm) => vm.state === 'Running')?.name ?? '');
  // The browser of a computer that tests run on is not for them to open.
  await app.electron.evaluate(({ shell }) => {
    Object.assign(shell, {
      openExternal: (link: string) => Promise.resolve(Object.assign(globalThis, { opened: link })),
    });
  });
  await byId('action-console').click();
  await byId('console-viewer').click();
  await byId('viewer-address').waitFor();
  await byId('viewer-web-plain').waitFor();
  await screen.expectGood('viewer-web', 'Lab 127.0.0.1');
  await byId('viewer-web').click();
  await byId('viewer-web-opened').waitFor();
  const link = await app.electron.evaluate(() => (globalThis as { opened?: string }).opened ?? '');
  expect(link).toMatch(/^http:\/\/cloud\.example\/vnc\?token=tssid-\w+$/);
  expect(await app.main.content()).not.toContain(new URL(link).searchParams.get('token'));
});
