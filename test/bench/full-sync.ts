import { FleetSync } from '../../electron/services/fleet-sync.ts';
import { Inventory } from '../../electron/services/inventory.ts';
import { systemClock } from '../../electron/services/system-clock.ts';
import { fetchBare } from './support/bare-client.ts';
import { connect, startCloud } from './support/cloud.ts';
import { judge, median, say, time } from './support/report.ts';

const fleet = 10_000;
const rounds = 5;

const cloud = await startCloud(fleet);
const { signal } = new AbortController();

async function syncOnce(): Promise<void> {
  const provider = connect(cloud);
  const inventory = new Inventory({ connectionName: () => 'bench', isBusy: () => false });
  const sync = new FleetSync({ connectionId: 'bench', provider, inventory, clock: systemClock });
  const regions = cloud.regions.map((id) => ({ id, name: id }));
  const failures = await sync.readAll(regions, signal);
  await provider.close();
  if (failures.size > 0 || inventory.count('bench') !== fleet) throw new Error('the sync is not whole');
}

async function fetchOnce(): Promise<void> {
  let count = 0;
  await fetchBare(cloud, (infos) => (count += infos.length));
  if (count !== fleet) throw new Error(`${count} of ${fleet} VMs came`);
}

const ours: number[] = [];
const bare: number[] = [];
// In turns, so that a busy moment of the machine falls on both; the first turn only warms up.
for (let round = -1; round < rounds; round += 1) {
  const [withoutUs, withUs] = [await time(fetchOnce), await time(syncOnce)];
  if (round >= 0) [bare, ours].forEach((times, at) => times.push(at === 0 ? withoutUs : withUs));
}
await cloud.stop();
say('pages of 10,000 VMs by a bare client', median(bare), 'ms');
say('full sync of 10,000 VMs', median(ours), 'ms');
const ratio = median(ours.map((ms, at) => ms / (bare[at] ?? NaN)));
judge({ what: 'full sync as a multiple of the bare client', value: ratio, unit: 'x', atMost: 1.3 });
