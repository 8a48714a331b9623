import { describe, expect, it } from 'vitest';
import { pursue, runAction } from '../../../../electron/services/action-runner.ts';
import { goalOf } from '../../../../electron/services/goals/index.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Vm } from '../../../../shared/model/vm.ts';
import type { Clock } from '../../../../shared/util/clock.ts';
import { aVm } from '../../../support/vms.ts';

const vm = (state: 'stopped' | 'running'): Vm =>
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

/** Starts a VM whose readings answer in turn, the last one for ever; how it ended, and how often it was read. */
async function start(...readings: readonly (Vm | AppError)[]): Promise<{ error: unknown; looks: number }> {
  const signal = new AbortController().signal;
  let looks = 0;
  const provider = {
    act: () => Promise.resolve({}),
    readVm: () => {
      const seen = readings[Math.min(looks, readings.length - 1)];
      looks += 1;
      return seen instanceof AppError ? Promise.reject(seen) : Promise.resolve(seen);
    },
  } as never;
  const nobody = () => undefined;
  const told = { onReceipt: nobody, onLook: nobody, rest: signal };
  const pursuit = pursue(goalOf(vm('stopped'), { action: 'start' }));
  const error = await runAction({ provider, pursuit, secrets: {}, clock: idleClock(), ...told }, signal).catch(
    (thrown: unknown) => thrown,
  );
  return { error, looks };
}

describe('a task that waits', () => {
  it.each([
    ['cloud.login-expired', {}],
    ['cloud.denied', {}],
    ['tls.expired', { host: 'cloud.example' }],
    ['tls.changed', { host: 'cloud.example' }],
  ] as const)('ends at %s, which no further look changes', async (code, params) => {
    const failure = new AppError(code, params);
    expect(await start(failure)).toEqual({ error: failure, looks: 1 });
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
