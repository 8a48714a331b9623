import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { translator } from '../../../shared/i18n/translate.ts';
import { everyEntry, type AuditEntry } from '../../../shared/model/audit.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { filesOf, findSecrets } from '../../support/secrets.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { pem, startTlsFront } from '../../support/tls-front.ts';
import { eventually } from '../../support/eventually.ts';

const { signal } = new AbortController();
const [current, wrong, next, own] = [
  ...[stackPassword, 'planted wrong password', 'planted new password', 'planted own password'],
].map((text) => new Secret(text)) as [Secret, Secret, Secret, Secret];

let simulator: Simulator;
let stack: Stack;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 4, console: 'builtin' });
  stack = await startStack();
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

const at = (name: string): string => join(stack.folder, name);

/** The entries of what was done since the vault was made, the oldest first. */
async function entries(): Promise<readonly AuditEntry[]> {
  const { rows } = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 100 }, signal);
  return rows.reverse().slice(1);
}

const told = async (): Promise<readonly string[]> =>
  (await entries()).map(({ action, outcome, error }) => [action, outcome, error ?? ''].join(' ').trimEnd());

/** Waits until each has failed. */
async function fail(...works: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const work of works) await expect(work()).rejects.toThrow();
}

async function expectNoSecret(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const { privateKey, publicKey } = simulator;
  const planted = 'planted';
  const files = await filesOf(at('audit'));
  expect(findSecrets(files, { planted, stackPassword, privateKey, publicKey, ...more })).toEqual([]);
}

it('every way into the vault that failed is written down, and why', async () => {
  await stack.keeper.makeRecovery(at('sheet.html'), current, translator('en'), signal);
  await stack.keeper.enableQuickUnlock(current, signal);
  await stack.vault.lock();
  await fail(
    () => stack.unlock('planted wrong password'),
    () => stack.keeper.recover(new Secret('AAAA-AAAA'), next, signal),
  );
  stack.keychain.entries.clear();
  await fail(() => stack.keeper.quickUnlock(signal));
  expect(await told()).toEqual([
    ...['vault.make-recovery done', 'vault.enable-quick-unlock done', 'vault.lock done'],
    'vault.unlock failed vault.wrong-password',
    expect.stringMatching(/^vault\.recover failed vault\./),
    expect.stringMatching(/^vault\.quick-unlock failed vault\./),
  ]);
  const sheet = await readFile(at('sheet.html'), 'utf8');
  const groups = [...sheet.matchAll(/<li>(\w{4})<\/li>/g)].map(([, group]) => group).join('-');
  await expectNoSecret({ recoveryKey: groups });
});

it('what opens the vault and what it costs is written down when it changes, and when it could not', async () => {
  await fail(
    () => stack.keeper.changePassword(wrong, next, signal),
    () => stack.keeper.changeCost(wrong, 'thin-client', signal),
  );
  await stack.keeper.changeCost(current, 'thin-client', signal);
  await stack.keeper.changePassword(current, next, signal);
  await stack.keeper.makeRecovery(at('sheet.html'), next, translator('en'), signal);
  await stack.keeper.removeRecovery(signal);
  await stack.keeper.enableQuickUnlock(next, signal);
  await stack.keeper.disableQuickUnlock(signal);
  expect(await told()).toEqual([
    ...['vault.change-password failed vault.wrong-password', 'vault.change-cost failed vault.wrong-password'],
    ...['vault.change-cost done', 'vault.change-password done'],
    ...['vault.make-recovery done', 'vault.remove-recovery done'],
    ...['vault.enable-quick-unlock done', 'vault.disable-quick-unlock done'],
  ]);
  expect((await entries())[2]?.parameters).toMatchObject({ cost: 'thin-client' });
  await expectNoSecret();
});

it('what goes out and comes in is written down with its file, and what could not', async () => {
  await stack.connections.add(draftFor(simulator));
  await stack.keeper.export(at('copy.vmdeck'), current, own, signal);
  await stack.keeper.import(at('copy.vmdeck'), own, 'keep', signal);
  await stack.transfer.exportTo(at('open.json'), null, signal);
  await stack.transfer.exportTo(at('sealed.json'), own, signal);
  await stack.transfer.importFrom(at('sealed.json'), own, false, signal);
  await stack.audit.export(everyEntry, 'csv', at('log.csv'), signal);
  await mkdir(at('in-the-way'));
  await fail(
    () => stack.keeper.export(at('other.vmdeck'), wrong, own, signal),
    () => stack.keeper.import(at('copy.vmdeck'), wrong, 'keep', signal),
    () => stack.transfer.exportTo(at('in-the-way'), own, signal),
    () => stack.transfer.importFrom(at('sealed.json'), wrong, false, signal),
    () => stack.audit.export(everyEntry, 'csv', at('in-the-way'), signal),
  );
  const told = (await entries())
    .filter(({ action }) => /port$/.test(action))
    .map(({ action, outcome, parameters }) => [action, outcome, parameters['path'], parameters['sealed']]);
  expect(told).toEqual([
    ['vault.export', 'done', at('copy.vmdeck'), undefined],
    ['vault.import', 'done', at('copy.vmdeck'), undefined],
    ['connection.export', 'done', at('open.json'), false],
    ['connection.export', 'done', at('sealed.json'), true],
    ['connection.import', 'done', at('sealed.json'), undefined],
    ['audit.export', 'done', at('log.csv'), undefined],
    ['vault.export', 'failed', at('other.vmdeck'), undefined],
    ['vault.import', 'failed', at('copy.vmdeck'), undefined],
    ['connection.export', 'failed', at('in-the-way'), true],
    ['connection.import', 'failed', at('sealed.json'), undefined],
    ['audit.export', 'failed', at('in-the-way'), undefined],
  ]);
  await expectNoSecret();
});

it('what comes in is told as an addition and a change are: what each connection trusts, and where it leads', async () => {
  const proxy = { kind: 'http', host: 'proxy.example', port: 1, user: '' } as const;
  const webConsole = 'https://console.example/{session}';
  const { id } = await stack.connections.add(draftFor(simulator, { proxy, webConsole, environment: 'production' }));
  const facts = { kind: 'ucloudstack', url: simulator.url, proxy: 'http proxy.example:1', trust: 'system' };
  const parameters = { ...facts, environment: 'production', webConsole: 'https://console.example/%7Bsession%7D' };
  await stack.transfer.exportTo(at('sealed.json'), own, signal);
  await stack.keeper.export(at('copy.vmdeck'), current, own, signal);
  await stack.connections.remove(id);
  await stack.transfer.importFrom(at('sealed.json'), own, false, signal);
  const [came] = stack.connections.list();
  await stack.connections.update(came?.id ?? '', draftFor(simulator));
  await stack.keeper.import(at('copy.vmdeck'), own, 'replace', signal);
  await stack.connections.remove(came?.id ?? '');
  await stack.keeper.import(at('copy.vmdeck'), own, 'keep', signal);
  const told = (await entries()).slice(4).filter(({ action }) => !action.endsWith('remove'));
  const imported = { action: 'connection.import', outcome: 'done', parameters: { added: 1 } };
  expect(told).toMatchObject([
    { action: 'connection.add', connection: { id: came?.id, name: 'Lab' }, parameters },
    imported,
    { action: 'connection.change', parameters: { proxy: 'http proxy.example:1 → none' } },
    { action: 'connection.change', parameters: { proxy: 'none → http proxy.example:1' } },
    { action: 'vault.import', parameters: { added: 0, replaced: 1 } },
    { action: 'connection.add', connection: { id, name: 'Lab' }, parameters },
    { action: 'vault.import', parameters: { added: 1, replaced: 0 } },
  ]);
  expect(told[0]?.operationId).toBe(told[1]?.operationId);
  await expectNoSecret();
});

it('a key and a password that an import replaces are told by their names', async () => {
  const proxy = { kind: 'http', host: 'proxy.example', port: 1, user: 'me' } as const;
  const draft = (secret: string) =>
    draftFor(simulator, { disabled: true, proxy, privateKey: secret, secrets: { proxyPassword: secret } });
  const { id } = await stack.connections.add(draft('planted-old'));
  await stack.keeper.export(at('copy.vmdeck'), current, own, signal);
  await stack.connections.update(id, draft('planted-new'));
  await stack.keeper.import(at('copy.vmdeck'), own, 'keep', signal);
  await stack.keeper.import(at('copy.vmdeck'), own, 'replace', signal);
  const changes = (await entries()).filter(({ action }) => action === 'connection.change');
  const changed = 'privateKey proxyPassword';
  expect(changes).toMatchObject([{ parameters: { changed } }, { parameters: { changed }, connection: { id } }]);
  await expectNoSecret();
});

it('whom a person trusts is written down with the fingerprint and who shows it, and whom not', async () => {
  const front = await startTlsFront(simulator.url, 'self-signed');
  onTestFinished(() => front.stop());
  const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;
  const { id } = await stack.connections.add({ ...draftFor(simulator), url: front.url });
  await eventually(() => expect(stack.connections.list()[0]?.status).toBe('failed'));
  await fail(() => stack.connections.trust(id, fingerprint('trusted'), signal));
  await stack.connections.trust(id, fingerprint('self-signed'), signal);
  await fail(() => stack.connections.trustHostKey(id, 'ssh-ed25519 AAAA', signal));
  const connection = { id, name: 'Lab' };
  expect((await entries()).filter(({ action }) => action.startsWith('connection.trust'))).toMatchObject([
    {
      ...{ action: 'connection.trust', outcome: 'failed', connection },
      parameters: { sha256: fingerprint('trusted') },
    },
    {
      ...{ action: 'connection.trust', outcome: 'done', connection },
      parameters: { sha256: fingerprint('self-signed'), host: new URL(front.url).host },
    },
    {
      ...{ action: 'connection.trust-host-key', outcome: 'failed', connection },
      parameters: { key: 'ssh-ed25519 AAAA' },
    },
  ]);
});
