import { afterAll, beforeAll, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { openConnectionScreen, type ConnectionScreen } from '../support/connection-screen.ts';
import { createVault, inventoryShown } from '../support/journeys.ts';
import { fingerprintOf, startSshd, type SshServer } from '../support/sshd.ts';

let simulator: Simulator;
let server: SshServer;
let screen: ConnectionScreen;
/** Host keys that have been on the screen. */
const keys: string[] = [];

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  server = await startSshd();
  keys.push(`ssh-ed25519 ${server.fingerprint('ed25519')}`);
  screen = await openConnectionScreen('jump');
});

afterAll(async () => {
  await screen.stop();
  await server.stop();
  await simulator.stop();
});

const find = (selector: string) => screen.app.main.locator(selector);
const hostKey = (code: string) => find(`[data-testid=host-key][data-code="${code}"]`);
const expectGood = (name: string): Promise<void> =>
  screen.expectGood(name, `${simulator.url} ${simulator.publicKey} ${server.user} ${server.key} ${keys.join(' ')}`);

it('asks about the key of a jump host before it keeps the connection', async () => {
  await createVault(screen.app.main);
  const form = await screen.fill(simulator);
  await screen.byId('section-jump').locator('summary').click();
  await form.locator('[name=jump]').check();
  await form.locator('[name=jumpHost]').fill(server.host);
  await form.locator('[name=jumpPort]').fill(String(server.port));
  await form.locator('[name=jumpUser]').fill(server.user);
  await expectGood('jump-form-password');
  await form.locator('[name=jumpLogin]').selectOption('key');
  await form.locator('[name=jumpKey]').fill(server.key);
  await screen.byId('connection-save').click();
  await hostKey('jump.host-key-unknown').waitFor();
  await expectGood('jump-key-question');
  await screen.byId('host-key-compared').check();
  await screen.byId('host-key-trust').click();
  await hostKey('none').waitFor();
  await screen.byId('connection-save').click();
  await form.waitFor({ state: 'detached' });
  await inventoryShown(screen.app.main);
  await screen.status('online');
  expect(server.log()).toContain('Accepted publickey');
});

it('stops when the host key changes, and trusts the new one when it is told to', async () => {
  const next = server.newKey('ed25519');
  keys.push(fingerprintOf(`${next.file}.pub`));
  await server.showKeys(next);
  server.kill();
  await screen.menu('connection-sync');
  await screen.status('failed');
  await screen.menu('connection-certificates');
  await hostKey('jump.host-key-changed').waitFor();
  await expectGood('jump-key-changed');
  await screen.byId('host-key-compared').check();
  await screen.byId('host-key-trust').click();
  await hostKey('none').waitFor();
  await screen.app.main.keyboard.press('Escape');
  await screen.status('online');
});

it('goes the way through the jump host step by step', async () => {
  await screen.menu('connection-doctor');
  await screen.byId('doctor-verdict').waitFor();
  await find('[data-testid=doctor-step][data-step=console]').first().waitFor();
  expect(await find('[data-testid=doctor-step][data-state=failed]').count()).toBe(0);
  expect(await find('[data-testid=doctor-step][data-step=jump][data-state=done]').count()).toBe(1);
  await expectGood('jump-doctor');
});
