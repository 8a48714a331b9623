import { FleetSync } from '../../electron/services/fleet-sync.ts';
import { Inventory } from '../../electron/services/inventory.ts';
import { systemClock } from '../../electron/services/system-clock.ts';
import { connect, startCloud } from './support/cloud.ts';
import { heldBytes, judge, median, say, time } from './support/report.ts';

/** What a fleet of 100,000 VMs costs: the memory that it takes, and following the few of it that change. */
const fleet = 100_000;
const changing = 200;
const refreshes = 7;
const mebibyte = 2 ** 20;

const cloud = await startCloud(fleet);
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
const found = inventory.query({
  ...{ text: '10.', states: [], connectionIds: [], sort: { by: 'name', descending: false }, offset: 0, limit: 500 },
});
const held = (heldBytes() - before.held) / mebibyte;
const resident = (process.memoryUsage.rss() - before.resident) / mebibyte;

const some = found.rows.slice(0, changing).map(({ id }) => id);
const refreshMs: number[] = [];
bytes = 0;
for (let round = 0; round < refreshes; round += 1) {
  refreshMs.push(await time(() => sync.readSome(some, signal)));
}
const refreshBytes = bytes / refreshes;
await provider.close();
await cloud.stop();

say('full sync of 100,000 VMs', fullMs, 'ms');
say('answers of it', fullBytes / mebibyte, 'MiB');
say('growth of the resident set, garbage included', resident, 'MiB');
judge({ what: 'growth of the heap and its buffers after a collection', value: held, unit: 'MiB', atMost: 250 });
const share = (part: number, whole: number): number => (part / whole) * 100;
const byTime = share(median(refreshMs), fullMs);
judge({ what: 'refresh of 200 VMs among them, time of a full sync', value: byTime, unit: '%', atMost: 5 });
judge({ what: 'the same, bytes', value: share(refreshBytes, fullBytes), unit: '%', atMost: 5 });
