import { requireState } from '../state/world.ts';
import { machineOf, vmParameters, type Actions } from './action.ts';

export const powerActions: Actions = {
  StartVMInstance: {
    source: '000:556',
    parameters: vmParameters(562),
    run: (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Stopped');
      context.world.begin(machine, 'Starting', 'Running');
      return {};
    },
  },
  StopVMInstance: {
    source: '000:572',
    parameters: vmParameters(578),
    run: (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      context.world.begin(machine, 'Stopping', 'Stopped', () => context.consoles.stop(machine.vmId));
      return {};
    },
  },
  PoweroffVMInstance: {
    source: '000:464',
    parameters: vmParameters(470),
    run: (parameters, context) => {
      const machine = machineOf(parameters, context);
      // The way out of a guest that ignores the request to shut down or comes back from a restart never.
      requireState(machine, 'Running', 'Stopping', 'Restarting');
      context.consoles.stop(machine.vmId);
      context.world.begin(machine, 'Poweroffing', 'Stopped');
      return {};
    },
  },
  RestartVMInstance: {
    source: '000:540',
    parameters: vmParameters(546),
    run: (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      context.consoles.reset(machine.vmId);
      context.world.begin(machine, 'Restarting', 'Running');
      return {};
    },
  },
};
