import type { EventSender } from './events.ts';
import type { Services } from './services.ts';
import { throttle } from './throttle.ts';

/** Milliseconds between two pieces of news of the same kind. */
const pace = 150;
/** The same for the audit log, which is read anew each time. */
const auditPace = 1_000;

/** Tells the windows whatever changes in the services. A locked app tells nothing about VMs. */
export function relayChanges(services: Services, events: EventSender): void {
  const { settings, vault, connections, inventory, tasks, clipboard, audit } = services;
  const unlocked = (): boolean => vault.status().state === 'unlocked';
  settings.onChange((value) => events.broadcast('settings.changed', value));
  vault.onChange((status) => events.broadcast('vault.changed', status));
  clipboard.onChange((state) => events.tell('main', 'clipboard.changed', state));
  connections.onChange(throttle(() => events.broadcast('connections.changed', null), pace));
  inventory.onChange(throttle(() => events.broadcast('inventory.changed', null), pace));
  const tellTasks = throttle(() => {
    if (unlocked()) events.tell('main', 'tasks.changed', [...tasks.list()]);
  }, pace);
  tasks.onChange(tellTasks);
  audit.onChange(throttle(() => events.tell('main', 'audit.changed', null), auditPace));
}
