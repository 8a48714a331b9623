import { randomUUID } from 'node:crypto';
import { createProvider } from '../providers/registry.ts';
import { systemClock } from '../platform/system-clock.ts';
import { Connections } from '../services/connections.ts';
import { ConsoleSessions, type ConsoleWindows } from '../services/console-sessions.ts';
import { Inventory } from '../services/inventory.ts';
import type { Log, TaskStore } from '../services/ports.ts';
import { Tasks } from '../services/tasks.ts';
import { VaultSession } from '../services/vault-session.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { Vault } from '../vault/vault.ts';

interface ServiceParts {
  readonly vault: Vault;
  readonly taskStore: TaskStore;
  readonly windows: ConsoleWindows;
  readonly onConsoleView: (key: string, view: ConsoleView) => void;
  readonly log: Log;
}

interface BuiltServices {
  readonly vault: VaultSession;
  readonly connections: Connections;
  readonly inventory: Inventory;
  readonly tasks: Tasks;
  readonly consoles: ConsoleSessions;
}

/** Wires the use cases, leaves first. */
export function buildServices({ vault, taskStore, windows, onConsoleView, log }: ServiceParts): BuiltServices {
  const clock = systemClock;
  const newId = (): string => randomUUID();
  const inventory: Inventory = new Inventory({
    connectionName: (id) => connections.name(id),
    isBusy: (vmId) => tasks.isBusy(vmId),
  });
  const connections: Connections = new Connections({
    ...{ vault, inventory, clock, newId, log },
    createProvider: (request) =>
      createProvider({
        ...request,
        clock,
        random: () => Math.random(),
        log: (entry) => log.write(entry.level, entry.event, entry.fields),
      }),
  });
  const tasks: Tasks = new Tasks({ connections, inventory, store: taskStore, clock, newId, log });
  const consoles = new ConsoleSessions({
    ...{ connections, inventory, tasks, windows, clock, newId, log },
    onView: onConsoleView,
  });
  const session = new VaultSession({ vault, connections, tasks, consoles, log });
  return { vault: session, connections, inventory, tasks, consoles };
}
