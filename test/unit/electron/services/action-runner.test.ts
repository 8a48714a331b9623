import { describe, expect, it } from 'vitest';
import { pursue, runAction, type Pursuit } from '../../../../electron/services/action-runner.ts';
import { goalOf } from '../../../../electron/services/goals/index.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import type { Vm } from '../../../../shared/model/vm.ts';
import type { Clock } from '../../../../shared/util/clock.ts';
import { aVm } from '../../../support/vms.ts';

const vm = (state: PowerState): Vm =>
  aVm({ name: 'a', cloudId: 'vm-1', power: { state, raw: state, since: 0, progress: null } });

/** Time that passes only while somebody sleeps. */
function idleClock(): Clock {
  let time = 1_000;
  return {
    now: () => time,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
  };
}

interface End {
  readonly error: unknown;
  /** How often the VM was read. */
  readonly looks: number;
  readonly pursuit: Pursuit;
}

const start = (...readings: readonly (Vm | AppError)[]): Promise<End> => startWhere(Promise.resolve({}), readings);

/** Starts a VM whose readings answer in turn, the last one for ever. */
async function startWhere(answer: Promise<unknown>, readings: readonly (Vm | AppError)[]): Promise<End> {
  const signal = new AbortController().signal;
  let looks = 0;
  const provider = {
    act: () => answer,
    readVm: () => {
      const seen = readings[Math.min(looks, readings.length - 1)];
      looks += 1;
      return seen instanceof AppError ? Promise.reject(seen) : Promise.resolve(seen);
    },
  } as never;
  const nobody = () => undefined;
  const told = { onReceipt: nobody, onLook: nobody, rest: signal };
  const pursuit = pursue(goalOf(vm('stopped'), { action: 'start' }));
  const error = await runAction(
    { provider, pursuit, takeSecrets: () => ({}), clock: idleClock(), ...told },
    signal,
  ).catch((thrown: unknown) => thrown);
  return { error, looks, pursuit };
}

describe('a task that waits', () => {
  it.each([
    ['cloud.login-expired', {}],
    ['cloud.denied', {}],
    ['cloud.bad-credentials', {}],
    ['proxy.login', {}],
    ['tls.expired', { host: 'cloud.example' }],
    ['tls.changed', { host: 'cloud.example' }],
  ] as const)('ends at %s, which no further look changes', async (code, params) => {
    const failure = new AppError(code, params);
    expect(await start(failure)).toMatchObject({ error: failure, looks: 1 });
  });

  it.each(['net.reset', 'tls.failed', 'cloud.rate-limited'] as const)('goes on after %s', async (code) => {
    expect(await start(new AppError(code), vm('running'))).toMatchObject({ error: undefined });
  });

  it('tells why it saw nothing when its time is over', async () => {
    const failure = new AppError('http.status', { status: 503 }, { detail: { code: 'HTTP 503' } });
    const { error } = await start(vm('stopped'), failure);
    expect(error).toMatchObject({ code: 'task.timed-out', cause: failure, detail: { code: 'HTTP 503' } });
    const { error: bare } = await start(new AppError('net.reset'));
    expect(bare).toMatchObject({ code: 'task.timed-out', detail: { code: 'net.reset' } });
  });

  it('does not blame a failure that has passed', async () => {
    const { error } = await start(new AppError('net.reset'), vm('stopped'));
    expect(error).toMatchObject({ code: 'task.timed-out', detail: null });
  });
});

describe('a change whose answer was lost', () => {
  const lost = new AppError('outcome.unknown', {}, { detail: { code: 'net.reset' } });
  const startLost = (...readings: readonly (Vm | AppError)[]) => startWhere(Promise.reject(lost), readings);

  it('is followed to its end, however long that takes, once it was seen under way', async () => {
    const underWay = Array.from({ length: 40 }, () => vm('starting'));
    const { error, pursuit } = await startLost(vm('stopped'), ...underWay, vm('running'));
    expect([error, pursuit.lostAnswer]).toEqual([undefined, null]);
  });

  it('that was seen under way and does not end is late, not of unknown outcome', async () => {
    expect((await startLost(vm('starting'))).error).toMatchObject({ code: 'task.timed-out', params: { seconds: 300 } });
  });

  it('and of which nothing is seen is told with the state that was found', async () => {
    const { error } = await startLost(vm('stopped'));
    expect(error).toMatchObject({
      ...{ code: 'outcome.not-seen', params: { state: 'stopped' }, cause: lost, detail: { code: 'net.reset' } },
    });
  });

  it('is told with what earlier looks found where the last ones fail', async () => {
    const { error } = await startLost(vm('stopped'), new AppError('net.reset'));
    expect(error).toMatchObject({ code: 'outcome.not-seen', params: { state: 'stopped' }, cause: lost });
  });

  it('stays unknown where the VM could not be read', async () => {
    expect((await startLost(new AppError('net.reset'))).error).toBe(lost);
  });
});
