import { AppError } from '../../../shared/errors/app-error.ts';
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

export const inventoryHandlers = ({ vault, connections, inventory, tasks }: Services): Pick<Handlers, Channels> => {
  /** Names of VMs and their tasks are not for a locked app. */
  const requireUnlocked = (): void => {
    if (vault.status().state !== 'unlocked') throw new AppError('vault.locked');
  };
  return {
    'inventory.query': (query) => inventory.query(query),
    'inventory.get': ({ ids }) => [...inventory.rows(ids)],
    'inventory.refresh': ({ id, fresh }, { signal }) => {
      const vm = inventory.get(id);
      return fresh ? connections.readVm(vm, signal) : vm;
    },
    'actions.run': ({ vmIds, request }) => {
      requireUnlocked();
      return tasks.run(vmIds, request);
    },
    'usb.list': async ({ vmId }, { signal }) => {
      const vm = inventory.get(vmId);
      return [...(await connections.provider(vm.connectionId).listUsb(vm, signal))];
    },
    'tasks.list': () => {
      requireUnlocked();
      return [...tasks.list()];
    },
    'tasks.cancel': ({ id }) => {
      tasks.cancel(id);
      return null;
    },
    'tasks.retry': ({ id }) => {
      requireUnlocked();
      tasks.retry(id);
      return null;
    },
    'tasks.clear': () => {
      tasks.clear();
      return null;
    },
  };
};
