import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type Channels =
  | 'inventory.query'
  | 'inventory.get'
  | 'inventory.refresh'
  | 'actions.run'
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
  'actions.run': ({ vmIds, request }) => tasks.run(vmIds, request),
  'usb.list': async ({ vmId }, { signal }) => {
    const vm = inventory.get(vmId);
    return [...(await connections.provider(vm.connectionId).listUsb(vm, signal))];
  },
  'tasks.list': () => [...tasks.list()],
  'tasks.cancel': ({ id }) => {
    tasks.cancel(id);
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
