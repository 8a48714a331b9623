import type { Parameters } from '../../machinery/parameters.ts';
import { machineOf, rowsOf, type Action, type ActionContext, type Actions } from '../../ucloud/action.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { named, REMARK } from '../../ucloud/rules.ts';
import type { Machine } from '../../ucloud/state/model.ts';
import { requireState } from '../../ucloud/state/world.ts';

const { must, may, region } = rowsOf('000');
const MIB = 1024 * 1024;
const DISK_SHARE = 0.08;

const snapshotOf = (machine: Machine, spId: string) => {
  const found = machine.snapshots.find((snapshot) => snapshot.spId === spId);
  if (found === undefined) throw new Refusal(RET.notFound, `Snapshot ${spId} not found`);
  return found;
};

const suspend = (machine: Machine, spId: string, { world, consoles }: ActionContext): object => {
  requireState(machine, 'Running');
  world.begin(machine, 'Saving', 'Saved', { done: () => consoles.stop(machine.vmId) });
  return { SPID: spId };
};

const takeSnapshot = (machine: Machine, spId: string, parameters: Parameters, { world }: ActionContext): object => {
  requireState(machine, 'Running', 'Stopped');
  const before = machine.state;
  const withoutMemory = parameters.flag('WithoutMemory');
  if (before === 'Stopped' && withoutMemory === false)
    throw new Refusal(RET.vmState, `VM ${machine.vmId} is Stopped, so there is no memory to save`);
  const withMemory = before === 'Running' && withoutMemory !== true;
  const diskMib = machine.disks.reduce((sum, disk) => sum + disk.size * 1024 * DISK_SHARE, 0);
  const snapshot = {
    spId,
    name: parameters.text('SPName') ?? spId,
    remark: parameters.text('Remark') ?? '',
    createTime: world.seconds(),
    withMemory,
    size: Math.round(diskMib + (withMemory ? machine.memory : 0)) * MIB,
  };
  world.begin(machine, 'Saving', before, { done: () => world.addSnapshot(machine, snapshot) });
  return { SPID: spId };
};

const save: Action = {
  source: '000:716',
  parameters: {
    Region: region(722),
    CompanyID: may('integer', 723),
    SPName: may('string', 724, named(50)),
    Remark: may('string', 725, REMARK),
    VMID: must('string', 726),
    WithoutMemory: may('bool', 727),
    WithoutDisk: may('bool', 728),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    const spId = `vmsp-${context.world.random.code(13)}`;
    if (parameters.flag('WithoutDisk') !== true) return takeSnapshot(machine, spId, parameters, context);
    if (parameters.flag('WithoutMemory') === true)
      throw new Refusal(RET.parameter, 'Parameter WithoutMemory must be false when WithoutDisk is true');
    return suspend(machine, spId, context);
  },
};

const restore: Action = {
  source: '000:737',
  parameters: {
    Region: region(743),
    CompanyID: may('integer', 744),
    VMID: must('string', 745),
    SPID: may('string', 746),
    AllowOtherHost: may('bool', 747),
  },
  run: (parameters, context) => {
    const { world, consoles } = context;
    const machine = machineOf(parameters, context);
    const spId = parameters.text('SPID');
    if (spId === undefined) {
      requireState(machine, 'Saved');
      world.begin(machine, 'Starting', 'Running');
      return {};
    }
    const snapshot = snapshotOf(machine, spId);
    requireState(machine, 'Running', 'Stopped', 'Saved');
    if (snapshot.withMemory) consoles.reset(machine.vmId);
    else consoles.stop(machine.vmId);
    const done = (): void => {
      machine.currentSpId = spId;
    };
    world.begin(machine, 'Reverted', snapshot.withMemory ? 'Running' : 'Stopped', { done });
    return {};
  },
};

const deleteSnapshot: Action = {
  source: '000:755',
  parameters: {
    Region: region(761),
    CompanyID: may('integer', 762),
    VMID: must('string', 763),
    SPID: may('string', 764),
    IsClear: may('bool', 765),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    const spId = parameters.text('SPID');
    const clear = parameters.flag('IsClear') === true;
    if (spId === undefined && !clear)
      throw new Refusal(RET.parameter, 'Missing parameter SPID, since IsClear is not true');
    requireState(machine, 'Running', 'Stopped', 'Saved', 'Failed', 'RFailed');
    const spIds =
      clear || spId === undefined
        ? machine.snapshots.map((snapshot) => snapshot.spId)
        : [snapshotOf(machine, spId).spId];
    const { region: home } = machine.place;
    if (spIds.some((id) => context.clones.ofSnapshot(home, id).some(({ state }) => state === 'Cloning')))
      throw new Refusal(RET.badState, `A snapshot of VM ${machine.vmId} is being cloned`);
    context.world.deleteSnapshots(machine, spIds);
    return { SPIDs: spIds };
  },
};

export const snapshotActions: Actions = {
  SaveVMInstance: save,
  RestoreVMInstance: restore,
  DeleteVMSnapshot: deleteSnapshot,
};
