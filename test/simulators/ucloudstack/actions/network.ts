import { machineOf, rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { MAC } from '../../ucloud/rules.ts';
import { macFrom } from '../../ucloud/state/fleet.ts';
import { requireState } from '../../ucloud/state/world.ts';
import { setGateway } from '../../ucloud/verbs.ts';

const { must, may, region } = rowsOf('000');

const updateMac: Action = {
  source: '000:646',
  parameters: {
    Region: region(652),
    VMID: must('string', 653),
    NICType: must('string', 654, { oneOf: ['LAN', 'WAN', 'Flat'] }),
    MAC: may('string', 655, MAC),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    requireState(machine, 'Running', 'Stopped');
    const type = parameters.need('NICType');
    const target = machine.nics.find((nic) => nic.nicType === type);
    if (target === undefined) throw new Refusal(RET.notFound, `VM ${machine.vmId} has no ${type} network card`);
    // Without an address a new one is made, as at creation (000:66).
    const mac = (parameters.text('MAC') ?? macFrom(context.world.random)).toLowerCase().replaceAll('-', ':');
    machine.nics = machine.nics.map((nic) => (nic === target ? { ...nic, mac } : nic));
    context.world.touch(machine);
    return {};
  },
};

const resetNetwork: Action = {
  source: '000:951',
  parameters: {
    Region: region(957),
    CompanyID: may('integer', 958),
    VMID: must('string', 959),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    requireState(machine, 'Running');
    context.world.touch(machine);
    return {};
  },
};

export const networkActions: Actions = {
  UpdateVMDefaultGW: {
    source: '000:588',
    parameters: {
      Region: region(594),
      CompanyID: may('integer', 595),
      VMID: must('string', 596),
      // "One of the two suffices": with both, EIPID counts.
      EIPID: may('string', 597),
      IPID: may('string', 598),
    },
    run: setGateway,
  },
  UpdateVMMAC: updateMac,
  ResetVMNetConfig: resetNetwork,
};
