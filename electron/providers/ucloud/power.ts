import type { VmRef } from '../../../shared/model/vm.ts';
import type { Receipt } from '../provider.ts';
import type { VmHandlers } from '../verbs.ts';
import { powerCalls } from './calls.ts';

type PowerCall = (typeof powerCalls)[keyof typeof powerCalls];

/** Both generations switch VMs alike. */
export const powerHandlers = (
  callVm: (id: PowerCall, ref: VmRef, signal: AbortSignal) => Promise<Receipt>,
): Pick<VmHandlers, keyof typeof powerCalls> => ({
  start: (ref, _, __, signal) => callVm(powerCalls.start, ref, signal),
  shutdown: (ref, _, __, signal) => callVm(powerCalls.shutdown, ref, signal),
  'power-off': (ref, _, __, signal) => callVm(powerCalls['power-off'], ref, signal),
  restart: (ref, _, __, signal) => callVm(powerCalls.restart, ref, signal),
});
