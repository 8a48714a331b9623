import type { Parameters } from '../machinery/parameters.ts';
import { machineOf, type ActionContext } from './action.ts';
import { checkGpu, gpuOf } from './order.ts';
import { RET, Refusal } from './retcodes.ts';
import { requireOff, requireState } from './state/world.ts';

/** What both generations do with a VM; each keeps its own table of parameters. */
type Run = (parameters: Parameters, context: ActionContext) => object;

export const start: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  requireState(machine, 'Stopped');
  context.world.begin(machine, 'Starting', 'Running');
  return {};
};

export const stop: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  requireState(machine, 'Running');
  context.world.begin(machine, 'Stopping', 'Stopped', { done: () => context.consoles.stop(machine.vmId) });
  return {};
};

export const powerOff: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  // The way out of a guest that ignores the request to shut down or comes back from a restart never.
  requireState(machine, 'Running', 'Stopping', 'Restarting');
  context.consoles.stop(machine.vmId);
  context.world.begin(machine, 'Poweroffing', 'Stopped');
  return {};
};

export const restart: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  requireState(machine, 'Running');
  context.consoles.reset(machine.vmId);
  context.world.begin(machine, 'Restarting', 'Running');
  return {};
};

/** A VM must be off to be deleted; its data disks are kept unless the resources are to go too (000:309, 001:506). */
export const remove: Run = (parameters, context) => {
  const { world, stock } = context;
  const machine = machineOf(parameters, context);
  requireOff(machine, 'Failed', 'RFailed');
  const keep = parameters.text('DelBindResource') !== '1';
  world.beginDeletion(machine, () => {
    const data = machine.disks.filter((disk) => disk.type === 'data');
    if (keep) stock.putDisks(machine.place.region, data);
  });
  return {};
};

/** Only in a VM that runs (001:367; 000 does not say). */
export const resetPassword: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  requireState(machine, 'Running');
  context.world.touch(machine);
  return {};
};

/** Only in a VM that is off (001:398; 000 does not say); the snapshots of the old system go with it. */
export const reinstall: Run = (parameters, context) => {
  const { world, stock } = context;
  const machine = machineOf(parameters, context);
  const image = stock.diskImage(parameters.need('ImageID'));
  requireOff(machine);
  world.begin(machine, 'Reinstalling', 'Stopped', {
    done: () => {
      machine.image = image;
      machine.settings = { ...machine.settings, userData: parameters.text('UserData') ?? machine.settings.userData };
      machine.snapshots = [];
      machine.currentSpId = undefined;
    },
  });
  return {};
};

/** A VM that runs can only grow, and its graphics cards stay (`SupportHotplug`, 000:215). */
export const resize: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  const cpu = parameters.count('CPU');
  const memory = parameters.count('Memory');
  checkGpu(parameters);
  const gpu = gpuOf(parameters);
  if (cpu < machine.cpu || memory < machine.memory || gpu !== undefined) requireOff(machine);
  requireState(machine, 'Running', 'Stopped');
  machine.cpu = cpu;
  machine.memory = memory;
  if (gpu !== undefined) machine.gpu = gpu;
  context.world.touch(machine);
  return {};
};

/** The address that leads out, by the id of an address outside or of any address. */
export const setGateway: Run = (parameters, context) => {
  const machine = machineOf(parameters, context);
  const id = parameters.text('EIPID') ?? parameters.text('IPID');
  if (id === undefined) throw new Refusal(RET.parameter, 'Missing parameter EIPID or IPID');
  requireState(machine, 'Running', 'Stopped');
  if (!machine.nics.some((nic) => nic.ipId === id))
    throw new Refusal(RET.notFound, `Address ${id} not found at VM ${machine.vmId}`);
  machine.nics = machine.nics.map((nic) => ({ ...nic, isDefaultGateway: nic.ipId === id }));
  context.world.touch(machine);
  return {};
};

/** A VNC ticket; a VM that stopped while its console came up has none. */
export const vncTicket = async (parameters: Parameters, context: ActionContext): Promise<object> => {
  const machine = machineOf(parameters, context);
  requireState(machine, 'Running');
  const ticket = await context.consoles.ticket(machine, 'vnc', 'GetVMVNCInfo');
  if (ticket === undefined) throw new Refusal(RET.unsupportedState, `VM ${machine.vmId} has no VNC console`);
  if (machine.state !== 'Running') context.consoles.stop(machine.vmId);
  requireState(machine, 'Running');
  return { Info: { VMID: machine.vmId, VNCIP: ticket.host, VNCPort: ticket.port, VNCPassword: ticket.password } };
};
