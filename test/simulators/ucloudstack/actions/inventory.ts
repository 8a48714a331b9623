import { RET, Refusal } from '../retcodes.ts';
import type { Parameters } from '../parameters.ts';
import { VM_STATES, type Machine } from '../state/model.ts';
import { REGIONS } from '../state/vocabulary.ts';
import { utilisation, vmInfo } from '../state/wire.ts';
import { region, type Action, type Actions } from './action.ts';

const DEFAULT_LIMIT = 10;

const describeRegion: Action = {
  source: 'AUTH.md 1',
  parameters: {},
  run: () => ({
    TotalCount: REGIONS.length,
    Infos: REGIONS.map(({ region: id, alias }) => ({ Region: id, RegionAlias: alias })),
  }),
};

const matches = (machine: Machine, parameters: Parameters): boolean => {
  const { place } = machine;
  const equal = (name: string, value: string): boolean => (parameters.text(name) ?? value) === value;
  const within = (name: string, value: string): boolean => {
    const wanted = parameters.list(name);
    return wanted.length === 0 || wanted.includes(value);
  };
  const keyword = parameters.text('Keyword')?.toLowerCase() ?? '';
  const searched = [machine.name, machine.vmId, machine.remark, ...machine.nics.map((nic) => nic.ip)];
  const group = parameters.text('IGID');
  return (
    place.region === parameters.need('Region') &&
    (parameters.integer('CompanyID') ?? place.companyId) === place.companyId &&
    within('ProjectIDs', place.projectId) &&
    within('States', machine.state) &&
    within('VMIDs', machine.vmId) &&
    equal('VPCID', place.vpcId) &&
    equal('SubnetID', place.subnetId) &&
    equal('SetID', place.setId) &&
    equal('HostIP', place.hostIp) &&
    (group === undefined || place.isolationGroupIds.includes(group)) &&
    searched.some((text) => text.toLowerCase().includes(keyword))
  );
};

const sortValue = (machine: Machine, by: string, seconds: number): number => {
  if (by === 'CreateTime') return machine.createTime;
  if (machine.state !== 'Running') return -1;
  const usage: Readonly<Record<string, number>> = utilisation(machine, seconds);
  return usage[by] ?? -1;
};

/** Documented order is none, so it is fixed here: newest first, then by id. */
const inOrder = (machines: readonly Machine[], parameters: Parameters, seconds: number): readonly Machine[] => {
  const by = parameters.text('SortBy') ?? 'CreateTime';
  const sign = parameters.text('Sort') === 'Ascending' ? 1 : -1;
  const compare = (a: Machine, b: Machine): number =>
    sign * (sortValue(a, by, seconds) - sortValue(b, by, seconds)) || (a.vmId < b.vmId ? -1 : 1);
  return [...machines].sort(compare);
};

const describeVms: Action = {
  source: '000:89-299',
  parameters: {
    Region: region('000:95'),
    ProjectIDs: { type: 'strings', source: '000:96' },
    Keyword: { type: 'string', source: '000:97' },
    CompanyID: { type: 'integer', source: '000:98' },
    Limit: { type: 'integer', min: 1, max: 100, source: '000:99' },
    Offset: { type: 'integer', min: 0, source: '000:100' },
    SortBy: { type: 'string', oneOf: ['CreateTime', 'CPUUtilization', 'MemUsage', 'SpaceUsage'], source: '000:101' },
    Sort: { type: 'string', oneOf: ['Ascending', 'Descending'], source: '000:102' },
    States: { type: 'strings', oneOf: VM_STATES, source: '000:103' },
    VMIDs: { type: 'strings', source: '000:104' },
    VPCID: { type: 'string', source: '000:105' },
    SubnetID: { type: 'string', source: '000:106' },
    IGID: { type: 'string', source: '000:107' },
    SetID: { type: 'string', source: '000:108' },
    HostIP: { type: 'string', source: '000:109' },
  },
  run: (parameters, { world }) => {
    const seconds = world.seconds();
    const found = inOrder(
      world.machines().filter((machine) => matches(machine, parameters)),
      parameters,
      seconds,
    );
    const offset = parameters.integer('Offset') ?? 0;
    const page = found.slice(offset, offset + (parameters.integer('Limit') ?? DEFAULT_LIMIT));
    return {
      TotalCount: found.length,
      Infos: page.map((machine) => vmInfo(machine, world.usbIdsOf(machine.vmId), seconds)),
    };
  },
};

/** @throws {Refusal} 200 when the action names a region that this cloud does not have. */
export const checkRegion = (name: string | undefined): void => {
  if (name !== undefined && !REGIONS.some((known) => known.region === name))
    throw new Refusal(RET.notFound, `Region ${name} not found`);
};

export const inventoryActions: Actions = { DescribeRegion: describeRegion, DescribeVMInstance: describeVms };
