import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { openConnectionScreen, type ConnectionScreen } from '../support/connection-screen.ts';
import { createVault, inventoryShown, masterPassword } from '../support/journeys.ts';
import { startTlsFront, type TlsFront } from '../support/tls-front.ts';

let simulator: Simulator;
let front: TlsFront;
let screen: ConnectionScreen;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ vms: 40, console: 'builtin' });
  front = await startTlsFront(simulator.url, 'self-signed');
  screen = await openConnectionScreen('trust');
});

afterAll(async () => {
  await screen.stop();
  await front.stop();
  await simulator.stop();
});

const find = (selector: string) => screen.app.main.locator(selector);
const certificate = (code: string) => find(`[data-testid=certificate][data-code="${code}"]`);
const expectGood = (name: string): Promise<void> =>
  screen.expectGood(
    name,
    `${front.url} ${simulator.publicKey} O=VMDeck test only, CN=127.0.0.1 Copy SHA-256 PEM proxy.example me`,
  );

it('asks about a certificate that nobody vouches for before it keeps the connection', async () => {
  await createVault(screen.app.main);
  const form = await screen.fill({ ...simulator, url: front.url });
  await screen.byId('section-labels').locator('summary').click();
  await form.locator('[name=environment]').selectOption('production');
  await screen.byId('connection-save').click();
  await certificate('tls.self-signed').waitFor();
  await expectGood('certificate-question');
  expect(simulator.log).toEqual([]);
  await screen.byId('certificate-compared').check();
  await screen.byId('certificate-trust').click();
  await certificate('none').waitFor();
  await screen.byId('connection-save').click();
  await form.waitFor({ state: 'detached' });
  await inventoryShown(screen.app.main);
  await screen.status('online');
});

it('shows every part of the form', async () => {
  await screen.menu('connection-edit');
  for (const part of ['scope', 'network', 'limits']) await screen.byId(`section-${part}`).locator('summary').click();
  await screen.byId('connection-form').locator('[name=proxy]').selectOption('socks5');
  await expectGood('connection-form-all');
  await screen.app.main.keyboard.press('Escape');
  await screen.byId('connection-form').waitFor({ state: 'detached' });
});

it('says at its field what a changed way to the cloud needs', async () => {
  await screen.menu('connection-edit');
  const form = screen.byId('connection-form');
  await screen.byId('section-network').locator('summary').click();
  await form.locator('[name=proxy]').selectOption('http');
  await form.locator('[name=proxyHost]').fill('proxy.example');
  await form.locator('[name=proxyPort]').fill('3128');
  await form.locator('[name=proxyUser]').fill('me');
  await screen.byId('connection-save').click();
  const wrong = (name: string) => form.locator(`[name=${name}][aria-invalid=true]`);
  await wrong('proxyPassword').waitFor();
  await form.locator('[name=proxyPassword]').fill('a password');
  await screen.byId('connection-save').click();
  await wrong('privateKey').waitFor();
  expect(await find('[name=privateKey]:focus').count()).toBe(1);
  await expectGood('connection-key-needed');
  await screen.app.main.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
});

it('stops when the certificate changes, and trusts the new one when it is told to', async () => {
  front.show('trusted');
  await screen.menu('connection-sync');
  await screen.status('failed');
  await screen.menu('connection-certificates');
  await certificate('tls.changed').waitFor();
  await expectGood('certificate-changed');
  await screen.byId('certificate-compared').check();
  await screen.byId('certificate-trust').click();
  await certificate('none').waitFor();
  await screen.app.main.keyboard.press('Escape');
  await screen.status('online');
});

it('goes the way to the cloud step by step', async () => {
  await screen.menu('connection-doctor');
  await screen.byId('doctor-verdict').waitFor();
  await find('[data-testid=doctor-step][data-step=console]').first().waitFor();
  expect(await find('[data-testid=doctor-step][data-state=failed]').count()).toBe(0);
  await expectGood('doctor-good');
  await screen.app.main.keyboard.press('Escape');
  front.show('expired');
  await screen.menu('connection-doctor');
  await find('[data-testid=doctor-step][data-step=tls][data-state=failed]').waitFor();
  await expectGood('doctor-bad');
  await screen.app.main.keyboard.press('Escape');
  front.show('trusted');
});

it('shows each step while it is gone, and stops when it is told to', async () => {
  const heal = simulator.faults.add({ kind: 'hang', action: 'DescribeRegion' });
  await screen.menu('connection-doctor');
  await find('[data-testid=doctor-now][data-step=login]').waitFor();
  expect(await find('[data-testid=doctor-step]').count()).toBe(5);
  await expectGood('doctor-running');
  await screen.byId('doctor-stop').click();
  await screen.byId('doctor-stopped').waitFor();
  expect(await find('[data-testid=doctor-step]').count()).toBe(5);
  await expectGood('doctor-stopped');
  heal();
  await screen.byId('doctor-again').click();
  await screen.byId('doctor-verdict').waitFor();
  await screen.app.main.keyboard.press('Escape');
});

it('carries connections in a file, and switches one off', async () => {
  const path = join(screen.folder, 'connections.json');
  await screen.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
  await screen.byId('transfer-connections').click();
  await screen.byId('export-sealed').check();
  await find('[name=export-current]').fill(masterPassword);
  await find('[name=export-first]').fill('a long enough password');
  await find('[name=export-second]').fill('a long enough password');
  await screen.byId('export').click();
  await screen.byId('exported').filter({ hasText: path }).waitFor();
  await find('[name=import-word]').fill('a long enough password');
  await screen.byId('import').click();
  await screen.byId('imported').filter({ hasText: 'Lab' }).waitFor();
  await screen.app.main.keyboard.press('Escape');
  await screen.menu('connection-turn');
  await screen.status('disabled');
  await expectGood('connection-off');
});
