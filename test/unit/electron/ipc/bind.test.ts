import { describe, expect, it } from 'vitest';
import { bindRequests, type Handlers, type RequestPort, type Sender } from '../../../../electron/ipc/bind.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Envelope } from '../../../../shared/ipc/bridge.ts';
import { requestChannels, type RequestChannel } from '../../../../shared/ipc/channels.ts';

type Listener = (event: Sender | null, ...args: unknown[]) => Promise<Envelope>;

const main: Sender = { key: 'main', allows: (channel) => channel !== 'console.connect' };
const refuseAll = Object.fromEntries(
  requestChannels.map((channel) => [
    channel,
    () => {
      throw new Error(`unexpected call of ${channel}`);
    },
  ]),
) as unknown as Handlers; // every channel has a handler that throws

function bound(handlers: Partial<Handlers>, refusal: AppError | null = null) {
  const listeners = new Map<string, Listener>();
  const cancels: ((event: Sender | null, ...args: unknown[]) => void)[] = [];
  const reports: unknown[] = [];
  const port: RequestPort<Sender | null> = {
    handle: (channel, listener) => listeners.set(channel, listener),
    on: (_channel, listener) => cancels.push(listener),
  };
  const { abandon } = bindRequests({
    port,
    handlers: { ...refuseAll, ...handlers },
    identify: (event) => event,
    refusal: () => refusal,
    report: (_channel, error) => {
      reports.push(error);
      return 'r-1';
    },
  });
  const call = (
    channel: RequestChannel,
    input: unknown,
    sender: Sender | null = main,
    callId: unknown = 'k',
  ): Promise<Envelope> => {
    const listener = listeners.get(channel);
    if (listener === undefined) throw new Error(`not bound: ${channel}`);
    return listener(sender, callId, input);
  };
  return {
    call,
    cancel: (sender: Sender, callId: unknown) => cancels.forEach((one) => one(sender, callId)),
    abandon,
    reports,
    listeners,
  };
}

describe('bindRequests', () => {
  it('binds every channel of the contract', () => {
    expect([...bound({}).listeners.keys()].sort()).toEqual([...requestChannels].sort());
  });

  it('refuses strangers and calls that a window may not make, before the handler runs', async () => {
    const { call } = bound({});
    for (const answer of [await call('tasks.clear', null, null), await call('console.connect', null)]) {
      expect(answer).toEqual({ ok: false, error: { code: 'ipc.forbidden', params: {}, detail: null } });
    }
  });

  it('refuses unknown and ill-typed fields by name', async () => {
    const { call } = bound({});
    const extra = await call('tasks.cancel', { id: 'x', force: true });
    expect(extra).toMatchObject({ ok: false, error: { code: 'ipc.invalid-input' } });
    const typed = await call('tasks.cancel', { id: 7 });
    expect(typed).toMatchObject({ ok: false, error: { code: 'ipc.invalid-input', params: { field: 'id' } } });
    expect(await call('tasks.clear', null, main, 12)).toMatchObject({
      ok: false,
      error: { code: 'ipc.invalid-input' },
    });
  });

  it('answers the value, an AppError as data, and anything else as a report id without its words', async () => {
    const { call, reports } = bound({
      'tasks.clear': () => null,
      'tasks.list': () => {
        throw new AppError('vault.locked');
      },
      'connections.list': () => {
        throw new Error('the key is hunter2');
      },
    });
    expect(await call('tasks.clear', null)).toEqual({ ok: true, value: null });
    expect(await call('tasks.list', null)).toEqual({
      ok: false,
      error: { code: 'vault.locked', params: {}, detail: null },
    });
    const internal = await call('connections.list', null);
    expect(internal).toEqual({ ok: false, error: { code: 'internal', params: { reportId: 'r-1' }, detail: null } });
    expect(reports).toHaveLength(1);
  });

  it('lets nothing out that the contract does not name', async () => {
    const leaking = { state: 'locked', problem: null, older: null, backupAvailable: false, key: 'hunter2' };
    const { call } = bound({ 'vault.status': () => leaking as never });
    const answer = await call('vault.status', null);
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('aborts a call that its own window gives up, and no other', async () => {
    const { call, cancel } = bound({
      'vault.unlock': (_input, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled')))),
    });
    let answered = false;
    const answer = call('vault.unlock', { password: 'x' }).finally(() => (answered = true));
    cancel({ key: 'other', allows: () => true }, 'k');
    await Promise.resolve();
    expect(answered).toBe(false);
    cancel(main, 'k');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('runs no handler while calls of its kind are refused', async () => {
    const { call } = bound({}, new AppError('vault.locked'));
    expect(await call('tasks.clear', null)).toMatchObject({ ok: false, error: { code: 'vault.locked' } });
  });

  const untilAborted: Handlers['vault.unlock'] = (_input, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled'))));

  it('refuses a second call under the id of one that is under way, and too many calls at once', async () => {
    const { call, abandon } = bound({ 'vault.unlock': untilAborted });
    const unlock = (id: string): Promise<Envelope> => call('vault.unlock', { password: 'x' }, main, id);
    const calls = Array.from({ length: 1_000 }, (_, index) => unlock(`c${index}`));
    const refused = { ok: false, error: { code: 'ipc.invalid-input', params: { field: 'callId' } } };
    expect(await unlock('c1')).toMatchObject(refused);
    expect(await unlock('one more')).toMatchObject(refused);
    expect(await unlock('x'.repeat(10_000))).toMatchObject(refused);
    abandon('main');
    await Promise.all(calls);
    const again = unlock('c1');
    abandon('main');
    expect(await again).toMatchObject({ error: { code: 'cancelled' } });
  });

  it('gives up the calls of a window that is gone, and no other', async () => {
    const { call, abandon } = bound({ 'vault.unlock': untilAborted });
    const other: Sender = { key: 'other', allows: () => true };
    const gone = call('vault.unlock', { password: 'x' }, other, 'k');
    const stays = call('vault.unlock', { password: 'x' }, main, 'k');
    abandon('other');
    expect(await gone).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    abandon('main');
    expect(await stays).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
