import type { Simulator, SimulatorOptions } from '../machinery/simulator.ts';
import { startGeneration } from '../ucloud/start.ts';
import { ACTIONS } from './actions.ts';
import { TRAITS } from './traits.ts';

export type { Fault, FaultKind } from '../machinery/faults.ts';
export type { LogEntry } from '../machinery/request-log.ts';
export type { Simulator, SimulatorOptions, VmSummary } from '../machinery/simulator.ts';

/**
 * Starts a UCloudStack of the current generation (document 000) on 127.0.0.1.
 *
 * @throws {Error} when the port is taken, a fault is unknown, or the console backend asked for is not installed.
 */
export const startUCloudStackSimulator = (options: SimulatorOptions = {}): Promise<Simulator> =>
  startGeneration({ actions: ACTIONS, traits: TRAITS }, options);
