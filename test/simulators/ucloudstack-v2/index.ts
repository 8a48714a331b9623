import type { Simulator, SimulatorOptions } from '../machinery/simulator.ts';
import { startGeneration } from '../ucloud/start.ts';
import { ACTIONS } from './actions.ts';
import { TRAITS } from './traits.ts';

/**
 * Starts a UCloudStack of the older generation (document 001) on 127.0.0.1: thirteen actions and VNC consoles.
 *
 * @throws {Error} when the port is taken, a fault is unknown, or the console backend asked for is not installed.
 */
export const startUCloudStackV2Simulator = (options: SimulatorOptions = {}): Promise<Simulator> =>
  startGeneration({ actions: ACTIONS, traits: TRAITS }, options);
