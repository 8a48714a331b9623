import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { connectionHandlers } from '../../../electron/ipc/handlers/connections.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { pem, startTlsFront, type TlsFront } from '../../support/tls-front.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import type { ConnectionTrust } from '../../../shared/model/connection-reach.ts';
import { eventually } from '../../support/eventually.ts';

const { signal } = new AbortController();
const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;

let simulator: Simulator;
let front: TlsFront;
let stack: Stack;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  front = await startTlsFront(simulator.url, 'self-signed');
  stack = await startStack();
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await front.stop();
  await simulator.stop();
});

const draft = (trust: ConnectionTrust = { kind: 'system' }) => ({ ...draftFor(simulator), url: front.url, trust });
const pinned = (...names: readonly string[]): ConnectionTrust => ({
  kind: 'pinned',
  fingerprints: names.map(fingerprint),
});
const view = () => stack.connections.list()[0];
const status = (wanted: string) => eventually(() => expect(view()?.status).toBe(wanted));

describe('a certificate that nobody vouches for', () => {
  it('is trusted beside what is saved meanwhile', async () => {
    const { connections } = stack;
    const { id } = await connections.add({ ...draft(), disabled: true });
    const look = connections.certificates.bind(connections);
    const saves: Promise<unknown>[] = [];
    connections.certificates = async (...asked) => {
      const shown = await look(...asked);
      saves.push(connections.update(id, { ...draft(), name: 'Renamed', disabled: true }));
      return shown;
    };
    await connections.trust(id, fingerprint('self-signed'), signal);
    await Promise.all(saves);
    expect(view()?.settings).toMatchObject({ name: 'Renamed', trust: pinned('self-signed') });
  });

  it('is a stop at which nothing is sent, is shown, and is trusted when a person says so', async () => {
    const { id } = await stack.connections.add(draft());
    await status('failed');
    expect(view()?.error).toMatchObject({ code: 'tls.self-signed' });
    expect(simulator.log).toEqual([]);
    const [server] = await stack.connections.certificates(id, null, signal);
    expect(server).toMatchObject({
      ...{ host: '127.0.0.1', port: front.port, accepted: false, problem: { code: 'tls.self-signed' } },
      chain: [{ sha256: fingerprint('self-signed'), subject: 'O=VMDeck test only, CN=127.0.0.1' }],
    });
    await stack.connections.trust(id, fingerprint('self-signed'), signal);
    await status('online');
    expect(view()?.settings.trust).toEqual(pinned('self-signed'));
  });

  it('is shown for a draft, before anything is kept', async () => {
    const shown = await stack.connections.certificates(null, draft(), signal);
    expect(shown).toMatchObject([{ accepted: false, chain: [{ sha256: fingerprint('self-signed') }] }]);
    const accepted = await stack.connections.certificates(null, draft(pinned('self-signed')), signal);
    expect(accepted).toMatchObject([{ accepted: true, problem: null }]);
    await expect(stack.connections.test(null, draft(pinned('self-signed')), signal)).resolves.toMatchObject({
      vmCount: 14,
    });
    expect(stack.connections.list()).toEqual([]);
  });
});

describe('a certificate that was renewed', () => {
  it('is a stop with both fingerprints until the new one is trusted', async () => {
    const { id } = await stack.connections.add(draft(pinned('self-signed')));
    await status('online');
    front.show('trusted');
    const { length } = simulator.log;
    stack.connections.sync(id);
    await status('failed');
    expect(view()?.error).toMatchObject({
      code: 'tls.changed',
      params: { expected: fingerprint('self-signed'), actual: fingerprint('trusted') },
    });
    expect(simulator.log.length).toBe(length);
    expect(await stack.connections.certificates(id, null, signal)).toMatchObject([
      { accepted: false, problem: { code: 'tls.changed' }, chain: [{ sha256: fingerprint('trusted') }] },
    ]);
    await stack.connections.trust(id, fingerprint('trusted'), signal);
    await status('online');
    expect(view()?.settings.trust).toEqual(pinned('trusted'));
  });

  it('is not trusted when it is another one by then', async () => {
    const { id } = await stack.connections.add(draft());
    front.show('expired');
    await expect(stack.connections.trust(id, fingerprint('self-signed'), signal)).rejects.toMatchObject({
      code: 'tls.changed',
      params: { expected: fingerprint('self-signed'), actual: fingerprint('expired') },
    });
    expect(view()?.settings.trust).toEqual({ kind: 'system' });
  });
});

describe('an own authority', () => {
  const authority: ConnectionTrust = { kind: 'authorities', pem: pem('ca') };

  it.each([
    ['trusted', null],
    ['expired', 'tls.expired'],
    ['other-host', 'tls.wrong-host'],
    ['self-signed', 'tls.self-signed'],
  ] as const)('of a server with the certificate %s gives %s', async (certificate, code) => {
    front.show(certificate);
    const test = stack.connections.test(null, draft(authority), signal);
    if (code === null) await expect(test).resolves.toMatchObject({ vmCount: 14 });
    else await expect(test).rejects.toMatchObject({ code });
    expect(simulator.log.length > 0).toBe(code === null);
  });

  it('that nobody can read is refused before it is kept', async () => {
    const unreadable: ConnectionTrust = { kind: 'authorities', pem: 'none' };
    await expect(stack.connections.add(draft(unreadable))).rejects.toMatchObject({ code: 'tls.bad-authority' });
    expect(stack.connections.list()).toEqual([]);
  });
});

it('keeps believing the other servers of a connection when one of them is pinned', async () => {
  const second = await startTlsFront(simulator.url, 'trusted');
  const both = { ...draft({ kind: 'authorities', pem: pem('ca') }), otherUrls: [second.url] };
  const { id } = await stack.connections.add(both);
  await stack.connections.trust(id, fingerprint('self-signed'), signal);
  expect(view()?.settings.trust).toEqual(pinned('self-signed', 'trusted'));
  front.show('expired');
  await second.stop();
  await stack.connections.trust(id, fingerprint('expired'), signal);
  expect(view()?.settings.trust).toEqual(pinned('self-signed', 'trusted', 'expired'));
});

describe('a page', () => {
  const noFile = () => Promise.resolve(null);
  const ask = () =>
    connectionHandlers({ ...stack, tellExamination: () => undefined, chooseFile: noFile, chooseExisting: noFile });
  const context = { signal, sender: { key: 'main', allows: () => true } };
  const unseen = { code: 'connection.pin-unseen', params: { sha256: fingerprint('self-signed') } };

  it('has no certificate trusted that main has not shown, and no stored key used for it', async () => {
    const { id } = await stack.connections.add(draft());
    const rogue = { ...draft(pinned('self-signed')), privateKey: null };
    for (const call of ['connections.update', 'connections.test'] as const)
      await expect(ask()[call]({ id, draft: rogue }, context)).rejects.toMatchObject(unseen);
    const another = { ...rogue, name: 'Another', regions: ['region-a'] };
    await expect(ask()['connections.add']({ draft: another, keyOf: id }, context)).rejects.toMatchObject(unseen);
    // Elsewhere the same certificate says nothing.
    const second = await startTlsFront(simulator.url, 'self-signed');
    await stack.connections.certificates(null, { ...draft(), url: second.url }, signal);
    await second.stop();
    await expect(ask()['connections.update']({ id, draft: rogue }, context)).rejects.toMatchObject(unseen);
    await expect(stack.connections.update(id, rogue)).rejects.toMatchObject({ code: 'connection.key-needed' });
    expect(simulator.log).toEqual([]);
    const { rows } = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 5 }, signal);
    const error = 'connection.pin-unseen';
    const trust = `pinned ${fingerprint('self-signed')}`;
    const [moved, added] = [{ trust: `system → ${trust}` }, { trust }];
    expect(rows.slice(1).map(({ action, error, parameters }) => ({ action, error, parameters }))).toMatchObject([
      { action: 'connection.change', error, parameters: moved },
      { action: 'connection.add', error, parameters: added },
      { action: 'connection.test', error, parameters: added },
      { action: 'connection.change', error, parameters: moved },
    ]);
  });

  it('has one trusted that was shown, which the stored key then is used for', async () => {
    const { id } = await stack.connections.add(draft());
    const wanted = { ...draft(pinned('self-signed')), privateKey: null };
    await ask()['connections.certificates']({ id, draft: wanted }, context);
    await expect(ask()['connections.update']({ id, draft: wanted }, context)).resolves.toMatchObject({ id });
    await status('online');
    await stack.vault.lock();
    await stack.unlock(stackPassword);
    await expect(
      ask()['connections.add']({ draft: { ...wanted, regions: ['region-a'], name: 'B' }, keyOf: null }, context),
    ).rejects.toMatchObject(unseen);
  });
});
