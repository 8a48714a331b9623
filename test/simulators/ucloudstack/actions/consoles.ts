import { requireState } from '../state/world.ts';
import { machineOf, vmParameters, type Actions } from './action.ts';

export const consoleActions: Actions = {
  GetVMVNCInfo: {
    source: '000:437',
    parameters: vmParameters(443),
    run: async (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      const ticket = await context.consoles.ticket(machine, 'vnc');
      return {
        Info: { VMID: machine.vmId, VNCIP: ticket.host, VNCPort: ticket.port, VNCPassword: ticket.password },
      };
    },
  },
  GetVMSpiceInfo: {
    source: '000:410',
    parameters: vmParameters(416),
    run: async (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      const ticket = await context.consoles.ticket(machine, 'spice');
      return {
        Info: { VMID: machine.vmId, SpiceIP: ticket.host, SpicePort: ticket.port, SpicePassword: ticket.password },
      };
    },
  },
};
