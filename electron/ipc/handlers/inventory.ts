import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type Channels =
  | 'inventory.query'
  | 'inventory.get'
  | 'inventory.refresh'
  | 'usb.list'
  | 'tasks.list'
  | 'tasks.cancel'
  | 'tasks.retry'
  | 'tasks.clear';

export const inventoryHandlers = ({ connections, inventory, tasks }: Services): Pick<Handlers, Channels> => ({
  'inventory.query': (query) => inventory.query(query),
  'inventory.get': ({ ids }) => [...inventory.rows(ids)],
  'inventory.refresh': ({ id, fresh }, { signal }) => {
    const vm = inventory.get(id);
    return fresh ? connections.readVm(vm, signal) : vm;
  },
  'usb.list': async ({ vmId }, { signal }) => {
    const vm = inventory.get(vmId);
    return [...(await connections.provider(vm.connectionId).ask('usb-devices', { region: vm.region }, signal))];
  },
  'tasks.list': () => [...tasks.list()],
  'tasks.cancel': async ({ id }, { signal }) => {
    await tasks.cancel(id, signal);
    return null;
  },
  'tasks.retry': ({ id }) => {
    tasks.retry(id);
    return null;
  },
  'tasks.clear': () => {
    tasks.clear();
    return null;
  },
});
