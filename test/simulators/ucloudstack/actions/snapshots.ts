import type { Parameters } from '../parameters.ts';
import { RET, Refusal } from '../retcodes.ts';
import type { Machine } from '../state/model.ts';
import { requireState } from '../state/world.ts';
import { machineOf, region, type Action, type ActionContext, type Actions } from './action.ts';

const MIB = 1024 * 1024;
const DISK_SHARE = 0.08;

const snapshotOf = (machine: Machine, spId: string) => {
  const found = machine.snapshots.find((snapshot) => snapshot.spId === spId);
  if (found === undefined) throw new Refusal(RET.notFound, `Snapshot ${spId} not found`);
  return found;
};

const suspend = (machine: Machine, spId: string, { world, consoles }: ActionContext): object => {
  requireState(machine, 'Running');
  world.begin(machine, 'Saving', 'Saved', () => consoles.stop(machine.vmId));
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
  world.begin(machine, 'Saving', before, () => world.addSnapshot(machine, snapshot));
  return { SPID: spId };
};

const save: Action = {
  source: '000:716',
  parameters: {
    Region: region('000:722'),
    CompanyID: { type: 'integer', source: '000:723' },
    SPName: { type: 'string', pattern: /^[\p{Script=Han}A-Za-z0-9._-]{1,50}$/u, source: '000:724' },
    Remark: { type: 'string', pattern: /^(?!.*https?:\/\/)[^]{0,100}$/u, source: '000:725' },
    VMID: { type: 'string', required: true, source: '000:726' },
    WithoutMemory: { type: 'bool', source: '000:727' },
    WithoutDisk: { type: 'bool', source: '000:728' },
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    const spId = context.world.newSnapshotId();
    if (parameters.flag('WithoutDisk') !== true) return takeSnapshot(machine, spId, parameters, context);
    if (parameters.flag('WithoutMemory') === true)
      throw new Refusal(RET.parameter, 'Parameter WithoutMemory must be false when WithoutDisk is true');
    return suspend(machine, spId, context);
  },
};

const restore: Action = {
  source: '000:737',
  parameters: {
    Region: region('000:743'),
    CompanyID: { type: 'integer', source: '000:744' },
    VMID: { type: 'string', required: true, source: '000:745' },
    SPID: { type: 'string', source: '000:746' },
    AllowOtherHost: { type: 'bool', source: '000:747' },
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
    world.begin(machine, 'Reverted', snapshot.withMemory ? 'Running' : 'Stopped', () => {
      machine.currentSpId = spId;
    });
    return {};
  },
};

const deleteSnapshot: Action = {
  source: '000:755',
  parameters: {
    Region: region('000:761'),
    CompanyID: { type: 'integer', source: '000:762' },
    VMID: { type: 'string', required: true, source: '000:763' },
    SPID: { type: 'string', source: '000:764' },
    IsClear: { type: 'bool', source: '000:765' },
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
    context.world.deleteSnapshots(machine, spIds);
    return { SPIDs: spIds };
  },
};

export const snapshotActions: Actions = {
  SaveVMInstance: save,
  RestoreVMInstance: restore,
  DeleteVMSnapshot: deleteSnapshot,
};
