import { FleetSync } from '../../electron/services/fleet-sync.ts';
import { Inventory } from '../../electron/services/inventory.ts';
import { systemClock } from '../../electron/services/system-clock.ts';
import { isAtRest } from '../../shared/model/power.ts';
import type { Vm } from '../../shared/model/vm.ts';
import { connect, startCloud } from './support/cloud.ts';
import { heldBytes, judge, median, say, time } from './support/report.ts';

/** What a fleet of 100,000 VMs costs: the memory that it takes, and following the few of it that change. */
const fleet = 100_000;
const changing = 200;
const refreshes = 7;
/** Times faster than a cloud: nothing is in passing for as long as a call takes. */
const speed = 100_000;
const mebibyte = 2 ** 20;
const megabyte = 1e6;

const turnOf = ({ power }: Vm): 'start' | 'power-off' => (power.state === 'stopped' ? 'start' : 'power-off');

const cloud = await startCloud(fleet, '--speed', String(speed));
const { signal } = new AbortController();
let bytes = 0;
const provider = connect(cloud, (heard) => (bytes += heard));
const inventory = new Inventory({ connectionName: () => 'bench', isBusy: () => false });
const sync = new FleetSync({ connectionId: 'bench', provider, inventory, clock: systemClock });
const regions = cloud.regions.map((id) => ({ id, name: id }));

await provider.countVms(cloud.regions[0] ?? '', signal);
const before = { held: heldBytes(), resident: process.memoryUsage.rss() };
bytes = 0;
const fullMs = await time(async () => {
  await sync.readAll(regions, signal);
});
const fullBytes = bytes;
if (inventory.count('bench') !== fleet) throw new Error('the sync is not whole');
// A search and an order, as a window asks for them, leave their own traces.
inventory.query({
  ...{ text: '10.', states: [], connectionIds: [], sort: { by: 'name', descending: false }, offset: 0, limit: 500 },
});
const held = (heldBytes() - before.held) / megabyte;
const resident = (process.memoryUsage.rss() - before.resident) / mebibyte;

/** A machine that is slow enough shows the last of them on their way. */
async function settle(ids: readonly string[]): Promise<void> {
  const limit = AbortSignal.timeout(30_000);
  while (!ids.every((id) => isAtRest(inventory.get(id).power.state))) await sync.readSome(ids, limit);
}

const idle = inventory.query({
  ...{ text: '', states: ['running', 'stopped'], connectionIds: [], offset: 0, limit: changing },
  sort: { by: 'name', descending: false },
});
const some = idle.rows.map(({ id }) => id);
const refreshMs: number[] = [];
let refreshBytes = 0;
for (let round = 0; round < refreshes; round += 1) {
  await settle(some);
  const earlier = some.map((id) => inventory.get(id));
  await Promise.all(earlier.map((vm) => provider.act(vm, { action: turnOf(vm) }, {}, new AbortController().signal)));
  bytes = 0;
  refreshMs.push(await time(() => sync.readSome(some, signal)));
  refreshBytes += bytes / refreshes;
  if (earlier.some(({ id, power }) => inventory.get(id).power.state === power.state))
    throw new Error('the refresh missed a change');
}
await provider.close();
await cloud.stop();

say('full sync of 100,000 VMs', fullMs, 'ms');
say('answers of it', fullBytes / mebibyte, 'MiB');
say('growth of the resident set, garbage included', resident, 'MiB');
judge({ what: 'growth of the heap and its buffers after a collection', value: held, unit: 'MB', atMost: 250 });
const share = (part: number, whole: number): number => (part / whole) * 100;
const byTime = share(median(refreshMs), fullMs);
judge({ what: 'refresh of 200 VMs that have changed, time of a full sync', value: byTime, unit: '%', atMost: 5 });
judge({ what: 'the same, bytes', value: share(refreshBytes, fullBytes), unit: '%', atMost: 5 });
