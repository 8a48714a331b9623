import { isOwned, rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { LIMIT, NOT_NEGATIVE } from '../../ucloud/rules.ts';
import { selected } from '../../ucloud/select.ts';
import type { Parameters } from '../../machinery/parameters.ts';
import type { Entry } from '../../ucloud/state/fleet.ts';
import type { World } from '../../ucloud/state/world.ts';
import { utilisation } from '../../ucloud/utilisation.ts';
import { VM_STATES } from '../traits.ts';
import { vmInfo } from '../wire.ts';

const { must, may, region } = rowsOf('000');
/** 000:99. */
const DEFAULT_LIMIT = 10;

/** No default order is documented, so it is fixed here: newest first, then by id. What does not run uses nothing. */
const inOrder = (entries: readonly Entry[], parameters: Parameters, world: World): readonly Entry[] => {
  const by = parameters.text('SortBy') ?? 'CreateTime';
  const ascending = parameters.text('Sort') === 'Ascending';
  if (by === 'CreateTime') return ascending ? [...entries].reverse() : entries;
  const seconds = world.seconds();
  const valued = entries.map((entry) => {
    const usage: Readonly<Record<string, number>> = utilisation(entry, seconds);
    return { entry, value: world.stateOf(entry) === 'Running' ? (usage[by] ?? -1) : -1 };
  });
  const sign = ascending ? 1 : -1;
  return valued.sort((a, b) => sign * (a.value - b.value)).map(({ entry }) => entry);
};

const describeVms: Action = {
  source: '000:89',
  parameters: {
    Region: region(95),
    ProjectIDs: may('strings', 96),
    Keyword: may('string', 97),
    CompanyID: may('integer', 98),
    Limit: may('integer', 99, LIMIT),
    Offset: may('integer', 100, NOT_NEGATIVE),
    SortBy: may('string', 101, { oneOf: ['CreateTime', 'CPUUtilization', 'MemUsage', 'SpaceUsage'] }),
    Sort: may('string', 102, { oneOf: ['Ascending', 'Descending'] }),
    States: may('strings', 103, { oneOf: VM_STATES }),
    VMIDs: may('strings', 104),
    VPCID: may('string', 105),
    SubnetID: may('string', 106),
    IGID: may('string', 107),
    SetID: may('string', 108),
    HostIP: may('string', 109),
  },
  run: (parameters, { world }) => {
    const found = inOrder(selected(parameters, world), parameters, world);
    const offset = parameters.integer('Offset') ?? 0;
    const page = found.slice(offset, offset + (parameters.integer('Limit') ?? DEFAULT_LIMIT));
    const at = { seconds: world.seconds(), milliseconds: world.now() };
    return {
      TotalCount: found.length,
      Infos: page.map((entry) => vmInfo(world.read(entry), world.usbIdsOf(entry.vmId), at)),
    };
  },
};

const describeStatus: Action = {
  source: '000:318',
  parameters: {
    Region: region(324),
    CompanyID: may('integer', 325),
    // The only value shown.
    ResourceType: must('string', 326, { oneOf: ['VM'] }),
    ProjectIDs: may('strings', 327),
    // The only example is "Availabile" (sic), no state of a VM: any text is taken, and compared with CIStatus.
    States: may('strings', 328),
    ResourceIDs: must('strings', 329),
  },
  run: (parameters, context) => {
    const { world } = context;
    const states = parameters.list('States');
    const projects = parameters.list('ProjectIDs');
    const infos = [...new Set(parameters.list('ResourceIDs'))].flatMap((id) => {
      const entry = world.entry(id);
      const owned = isOwned(parameters, context, entry?.place.companyId);
      if (!owned || entry?.place.region !== parameters.need('Region')) return [];
      if (projects.length > 0 && !projects.includes(entry.place.projectId)) return [];
      const status = world.stateOf(entry);
      return states.length > 0 && !states.includes(status) ? [] : [{ ResourceID: id, CIID: id, CIStatus: status }];
    });
    return { TotalCount: infos.length, Infos: infos };
  },
};

export const inventoryActions: Actions = {
  DescribeVMInstance: describeVms,
  DescribeCIStatus: describeStatus,
};
