import type { Handlers } from '../bind.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Secrets } from '../../providers/provider.ts';
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

const sealed = (values: ParsedInput<'actions.run'>['secrets']): Secrets =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, new Secret(value)]));

export const inventoryHandlers = ({ connections, inventory, tasks }: Services): Pick<Handlers, Channels> => ({
  'inventory.query': (query) => inventory.query(query),
  'inventory.get': ({ ids }) => [...inventory.rows(ids)],
  'inventory.refresh': ({ id, fresh }, { signal }) => {
    const vm = inventory.get(id);
    return fresh ? connections.readVm(vm, signal) : vm;
  },
  'actions.run': ({ vmIds, request, secrets }) => tasks.run(vmIds, request, sealed(secrets)),
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
