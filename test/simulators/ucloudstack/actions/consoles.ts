import { machineOf, rowsOf, type Actions } from '../../ucloud/action.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { requireState } from '../../ucloud/state/world.ts';
import { vncTicket } from '../../ucloud/verbs.ts';

const { must, may, region } = rowsOf('000');

export const consoleActions: Actions = {
  GetVMVNCInfo: {
    source: '000:437',
    parameters: {
      Region: region(443),
      CompanyID: may('integer', 444),
      VMID: must('string', 445),
    },
    run: vncTicket,
  },
  GetVMSpiceInfo: {
    source: '000:410',
    parameters: {
      Region: region(416),
      CompanyID: may('integer', 417),
      VMID: must('string', 418),
    },
    run: async (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      const ticket = await context.consoles.ticket(machine, 'spice', 'GetVMSpiceInfo');
      if (ticket === undefined)
        throw new Refusal(RET.unsupportedState, `VM ${machine.vmId} has no SPICE console here: it needs QEMU`);
      if (machine.state !== 'Running') context.consoles.stop(machine.vmId);
      requireState(machine, 'Running');
      return {
        Info: { VMID: machine.vmId, SpiceIP: ticket.host, SpicePort: ticket.port, SpicePassword: ticket.password },
      };
    },
  },
  // A session of the vendor's own web console, of which no address is published (AUTH.md 1).
  AllocateVMVNCSession: {
    source: '000:606',
    parameters: {
      Region: region(612),
      VMID: must('string', 613),
    },
    run: (parameters, context) => {
      const machine = machineOf(parameters, context);
      requireState(machine, 'Running');
      return { SessionID: `tssid-${context.world.random.code(14)}` };
    },
  },
};
