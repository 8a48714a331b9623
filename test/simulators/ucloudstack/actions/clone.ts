import {
  isOwned,
  machineOf,
  pageOf,
  rowsOf,
  type Action,
  type ActionContext,
  type Actions,
} from '../../ucloud/action.ts';
import { planOf, refuse } from '../../ucloud/order.ts';
import type { Parameters } from '../../machinery/parameters.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import {
  ADDRESS,
  CHARGE,
  IP_VERSION,
  LIMIT,
  MAC,
  MEMORY,
  named,
  NOT_NEGATIVE,
  POSITIVE,
  REMARK,
} from '../../ucloud/rules.ts';
import { assemble } from '../../ucloud/state/assemble.ts';
import type { Clone } from '../../ucloud/state/clones.ts';
import { requireState } from '../../ucloud/state/world.ts';

const { must, may, region } = rowsOf('000');
const DEFAULT_LIMIT = 10;
/** A clone copies disks, which takes longer than a start. */
const CLONE_TIMES = 2;

const cloneOf = (parameters: Parameters, context: ActionContext): Clone => {
  const vmcId = parameters.need('VMCID');
  const found = context.clones.get(vmcId);
  const owned = isOwned(parameters, context, found?.companyId);
  const named = (name: string, value: string | undefined): boolean => (parameters.text(name) ?? value) === value;
  const matches =
    named('Region', found?.region) && named('VMID', found?.vmId) && named('SourceVMID', found?.sourceVmId);
  if (found === undefined || !owned || !matches) throw new Refusal(RET.notFound, `VMC ${vmcId} not found`);
  return found;
};

const clone: Action = {
  source: '000:848',
  parameters: {
    Region: region(854),
    ApplicationName: may('string', 855),
    ApplicationReason: may('string', 856),
    CompanyID: must('integer', 857),
    Email: may('string', 858),
    ProjectID: may('string', 859),
    Name: must('string', 860, named(50)),
    Remark: may('string', 861, REMARK),
    CPU: must('integer', 862, POSITIVE),
    Memory: must('integer', 863, MEMORY),
    VMID: must('string', 864),
    VMSPID: must('string', 865),
    VPCID: must('string', 866),
    SubnetID: must('string', 867),
    InternalIP: may('string', 868, ADDRESS),
    LANSGID: may('string', 869),
    LANMAC: may('string', 870, MAC),
    IPVersion: must('string', 871, IP_VERSION),
    // OperatorName and FlatNetworkID are both "required when Bandwidth is set", and Bandwidth is required: one of the
    // two is wanted when Bandwidth is above 0.
    OperatorName: may('string', 872),
    InternetIP: may('string', 873, ADDRESS),
    Bandwidth: must('integer', 874, NOT_NEGATIVE),
    WANSGID: may('string', 875),
    WANMAC: may('string', 876, MAC),
    FlatNetworkID: may('string', 877),
    FlatNetworkSGID: may('string', 878),
    LANInAverageBandwidth: may('integer', 879, NOT_NEGATIVE),
    LANOutAverageBandwidth: may('integer', 880, NOT_NEGATIVE),
    ChargeType: must('string', 881, CHARGE),
    Quantity: must('integer', 882, POSITIVE),
    InternalIPVersion: may('string', 883, { oneOf: ['IPv4', 'IPv6', 'ALL'] }),
    InternalExpandIP: may('string', 884, ADDRESS),
  },
  run: (parameters, context) => {
    const { world, clones } = context;
    const source = machineOf(parameters, context);
    const spId = parameters.need('VMSPID');
    if (!source.snapshots.some((snapshot) => snapshot.spId === spId))
      throw new Refusal(RET.notFound, `Snapshot ${spId} not found`);
    if (parameters.count('Bandwidth') > 0 && parameters.text('OperatorName') === undefined)
      if (parameters.text('FlatNetworkID') === undefined) refuse('Missing parameter OperatorName or FlatNetworkID');
    requireState(source, 'Running', 'Stopped', 'Saved');
    const plan = planOf(parameters, context, {
      vmType: source.place.vmType,
      image: source.image,
      bootSize: 0,
      disks: (vmId) =>
        source.disks.map((disk) => ({
          ...disk,
          diskId: disk.type === 'boot' ? `${vmId}-boot` : `disk-${world.random.code(14)}`,
        })),
      settings: source.settings,
      tags: source.tags,
    });
    const machine = assemble(plan, world);
    const record: Clone = {
      vmcId: `vmc-${world.random.code(14)}`,
      vmId: machine.vmId,
      sourceVmId: source.vmId,
      spId,
      region: source.place.region,
      companyId: machine.place.companyId,
      createTime: world.seconds(),
      state: 'Cloning',
    };
    world.add(machine);
    clones.add(record);
    const done = (): void => {
      record.state = 'Done';
    };
    world.begin(machine, 'Starting', 'Running', { done, progress: true, times: CLONE_TIMES });
    return { VMID: machine.vmId, VMCID: record.vmcId };
  },
};

const describeClones: Action = {
  source: '000:894',
  parameters: {
    Region: region(900),
    CompanyID: may('integer', 901),
    VMSPID: must('string', 902),
    // The descriptions of Limit and Offset are swapped (000:903-904): the names are believed, as in DescribeVMInstance.
    Limit: may('integer', 903, LIMIT),
    Offset: may('integer', 904, NOT_NEGATIVE),
  },
  run: (parameters, context) => {
    const spId = parameters.need('VMSPID');
    const found = context.clones
      .ofSnapshot(parameters.need('Region'), spId)
      .filter(({ companyId }) => isOwned(parameters, context, companyId));
    const page = pageOf(found, parameters, DEFAULT_LIMIT, ({ vmcId, vmId, sourceVmId, createTime, state }) => ({
      VMCID: vmcId,
      VMID: vmId,
      SourceVMID: sourceVmId,
      VMSPID: spId,
      Status: state,
      CreateTime: createTime,
    }));
    // The documented answer is a copy of the request (000:910-914); a list has TotalCount and Infos (AUTH.md 1).
    return {
      Region: parameters.need('Region'),
      CompanyID: parameters.integer('CompanyID'),
      VMSPID: spId,
      Limit: parameters.integer('Limit') ?? DEFAULT_LIMIT,
      Offset: parameters.integer('Offset') ?? 0,
      ...page,
    };
  },
};

const deleteClone: Action = {
  source: '000:917',
  parameters: {
    Region: region(923),
    CompanyID: may('integer', 924),
    VMCID: must('string', 925),
  },
  run: (parameters, context) => {
    const found = cloneOf(parameters, context);
    if (found.state === 'Cloning') throw new Refusal(RET.badState, `VMC ${found.vmcId} is still at work`);
    context.clones.delete(found.vmcId);
    return {};
  },
};

const cancelClone: Action = {
  source: '000:933',
  parameters: {
    Region: region(939),
    CompanyID: may('integer', 940),
    VMCID: must('string', 941),
    VMID: may('string', 942),
    SourceVMID: may('string', 943),
  },
  run: (parameters, context) => {
    const found = cloneOf(parameters, context);
    if (found.state !== 'Cloning') throw new Refusal(RET.badState, `VMC ${found.vmcId} is ${found.state}`);
    found.state = 'Cancelled';
    context.world.remove(found.vmId);
    return {};
  },
};

export const cloneActions: Actions = {
  CloneVMInstance: clone,
  DescribeVMC: describeClones,
  DeleteVMC: deleteClone,
  CancelCloneVMInstance: cancelClone,
};
