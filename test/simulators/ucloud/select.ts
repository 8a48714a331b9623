import type { Parameters } from '../machinery/parameters.ts';
import type { Entry } from './state/fleet.ts';
import { newestFirst } from './state/register.ts';
import type { World } from './state/world.ts';

/** The filters of both generations' DescribeVMInstance; a table lets through what its document knows. */
export const selected = (parameters: Parameters, world: World): readonly Entry[] => {
  const region = parameters.need('Region');
  const ids = parameters.list('VMIDs');
  const inRegion =
    ids.length === 0
      ? world.entries(region)
      : [...new Set(ids)]
          .flatMap((id) => {
            const entry = world.entry(id);
            return entry?.place.region === region ? [entry] : [];
          })
          .sort(newestFirst);
  const company = parameters.integer('CompanyID');
  const projects = parameters.list('ProjectIDs');
  const states: readonly string[] = parameters.list('States');
  const keyword = parameters.text('Keyword')?.toLowerCase();
  const group = parameters.text('IGID');
  const [vpcId, subnetId, setId, hostIp] = ['VPCID', 'SubnetID', 'SetID', 'HostIP'].map((name) =>
    parameters.text(name),
  );
  const found = (entry: Entry, text: string): boolean =>
    entry.name.toLowerCase().includes(text) ||
    entry.vmId.includes(text) ||
    entry.remark.toLowerCase().includes(text) ||
    world.addressesOf(entry).some((address) => address.includes(text));
  const tests: ((entry: Entry) => boolean)[] = [];
  if (company !== undefined) tests.push(({ place }) => place.companyId === company);
  if (projects.length > 0) tests.push(({ place }) => projects.includes(place.projectId));
  if (states.length > 0) tests.push((entry) => states.includes(world.stateOf(entry)));
  if (vpcId !== undefined) tests.push(({ place }) => place.vpcId === vpcId);
  if (subnetId !== undefined) tests.push(({ place }) => place.subnetId === subnetId);
  if (setId !== undefined) tests.push(({ place }) => place.setId === setId);
  if (hostIp !== undefined) tests.push(({ place }) => place.hostIp === hostIp);
  if (group !== undefined) tests.push(({ place }) => place.isolationGroupIds.includes(group));
  if (keyword !== undefined) tests.push((entry) => found(entry, keyword));
  return tests.length === 0 ? inRegion : inRegion.filter((entry) => tests.every((test) => test(entry)));
};
