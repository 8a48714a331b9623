import { describe, expect, it } from 'vitest';
import { Inventory } from '../../../../electron/services/inventory.ts';
import type { InventoryQuery } from '../../../../shared/model/inventory.ts';
import { aNic, aVm } from '../../../support/vms.ts';

const make = (busy: ReadonlySet<string> = new Set()): Inventory =>
  new Inventory({ connectionName: (id) => `cloud ${id}`, isBusy: (id) => busy.has(id) });

const query = (change: Partial<InventoryQuery> = {}): InventoryQuery => ({
  text: '',
  states: [],
  connectionIds: [],
  sort: { by: 'name', descending: false },
  offset: 0,
  limit: 100,
  ...change,
});

const names = (inventory: Inventory, change: Partial<InventoryQuery> = {}): string[] =>
  inventory.query(query(change)).rows.map((row) => row.name);

describe('Inventory', () => {
  it('finds by any word in name, address, host, OS and tag, without regard to case', () => {
    const inventory = make();
    inventory.put([
      aVm({ name: 'Web-01', nics: [aNic('10.0.0.7')], tags: [{ key: 'tier', value: 'front' }] }),
      aVm({ name: '财务-测试-01', host: 'node-7', os: { family: 'windows', name: 'Windows 11' } }),
    ]);
    expect(names(inventory, { text: 'web' })).toEqual(['Web-01']);
    expect(names(inventory, { text: '10.0.0.7' })).toEqual(['Web-01']);
    expect(names(inventory, { text: 'tier:front WEB' })).toEqual(['Web-01']);
    expect(names(inventory, { text: '财务' })).toEqual(['财务-测试-01']);
    expect(names(inventory, { text: 'windows NODE-7' })).toEqual(['财务-测试-01']);
    expect(names(inventory, { text: 'web node-7' })).toEqual([]);
  });

  it('orders numbers inside names and addresses by value, and puts unknown values last both ways', () => {
    const inventory = make();
    inventory.put([
      aVm({ name: 'web-10', nics: [aNic('10.0.0.10')], cpuPercent: null, diskPercent: 7 }),
      aVm({ name: 'web-9', nics: [aNic('10.0.0.9')], cpuPercent: 5, diskPercent: null }),
      aVm({ name: 'web-1', cpuPercent: 90, diskPercent: 3 }),
    ]);
    expect(names(inventory)).toEqual(['web-1', 'web-9', 'web-10']);
    expect(names(inventory, { sort: { by: 'address', descending: false } })).toEqual(['web-9', 'web-10', 'web-1']);
    expect(names(inventory, { sort: { by: 'cpuPercent', descending: true } })).toEqual(['web-1', 'web-9', 'web-10']);
    expect(names(inventory, { sort: { by: 'cpuPercent', descending: false } })).toEqual(['web-9', 'web-1', 'web-10']);
    expect(names(inventory, { sort: { by: 'diskPercent', descending: true } })).toEqual(['web-10', 'web-1', 'web-9']);
  });

  it('calls a VM without a name by its id, and orders it so', () => {
    const inventory = make();
    inventory.put([aVm({ name: ' ', cloudId: 'vm-5' }), aVm({ name: 'vm-6' }), aVm({ name: 'vm-4' })]);
    expect(names(inventory)).toEqual(['vm-4', 'vm-5', 'vm-6']);
  });

  it('answers a window of the rows with the counts of all', () => {
    const inventory = make();
    inventory.put(Array.from({ length: 250 }, (_, at) => aVm({ name: `vm-${String(at).padStart(3, '0')}` })));
    const page = inventory.query(query({ offset: 200, limit: 20, text: 'vm' }));
    expect(page.rows.map((row) => row.name)).toEqual(Array.from({ length: 20 }, (_, at) => `vm-${at + 200}`));
    expect(page).toMatchObject({ total: 250, fleet: 250, offset: 200 });
  });

  it('keeps since when a state is seen until the state changes', () => {
    const inventory = make();
    inventory.put([aVm({ name: 'a', power: { state: 'stopped', raw: 'Stopped', since: 100, progress: null } })]);
    inventory.put([aVm({ name: 'a', power: { state: 'stopped', raw: 'Stopped', since: 900, progress: null } })]);
    expect(inventory.get('c1/vm-a').power.since).toBe(100);
    inventory.put([aVm({ name: 'a', power: { state: 'starting', raw: 'Starting', since: 950, progress: null } })]);
    expect(inventory.get('c1/vm-a').power.since).toBe(950);
  });

  it('drops what is not wanted of a connection, and nothing of others', () => {
    const inventory = make();
    inventory.put([aVm({ name: 'a' }), aVm({ name: 'b' }), aVm({ name: 'c', connectionId: 'c2' })]);
    inventory.keepOnly('c1', (vm) => vm.name === 'b');
    expect(names(inventory)).toEqual(['b', 'c']);
  });

  it('shows after a change what the same query shows then, and marks busy VMs', () => {
    const busy = new Set<string>();
    const inventory = make(busy);
    inventory.put([aVm({ name: 'a' })]);
    expect(inventory.query(query()).rows[0]?.busy).toBe(false);
    busy.add('c1/vm-a');
    inventory.put([aVm({ name: 'b' })]);
    expect(names(inventory)).toEqual(['a', 'b']);
    expect(inventory.query(query()).rows[0]?.busy).toBe(true);
  });

  it('tells of a VM that is gone by its code', () => {
    expect(() => make().get('c1/none')).toThrow(expect.objectContaining({ code: 'vm.gone' }));
  });
});
