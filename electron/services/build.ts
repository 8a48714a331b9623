import { randomBytes, randomUUID } from 'node:crypto';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { ChooseProxy } from '../net/route.ts';
import { createSystemRoots } from '../net/system-roots.ts';
import { createProvider } from '../providers/registry.ts';
import { argon2id } from '../vault/argon2.ts';
import type { KdfCost } from '../vault/crypto.ts';
import type { Keychain } from '../vault/keychain.ts';
import type { VaultFiles } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import { taskDeed, taskEnd } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import { AuditedConnections } from './audited-connections.ts';
import { AuditedVaultSession } from './audited-vault-session.ts';
import { ConnectionStore, type RecordVault } from './connection-store.ts';
import { ConnectionTransfer } from './connection-transfer.ts';
import type { Connections } from './connections.ts';
import { ConsoleAccess } from './console-access.ts';
import { ConsoleSessions, type ConsoleWindows } from './console-sessions.ts';
import { Inventory } from './inventory.ts';
import type { Log, TaskStore } from './ports.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import { systemClock } from './system-clock.ts';
import { Tasks } from './tasks.ts';
import { VaultKeeper } from './vault-keeper.ts';
import type { VaultSession, VaultSessionOptions } from './vault-session.ts';

interface CloudParts {
  readonly audit: Audit;
  readonly vault: RecordVault & Pick<Vault, 'path' | 'keys' | 'state'>;
  readonly taskStore: TaskStore;
  readonly log: Log;
  /** What the settings of the system say. */
  readonly systemProxy: ChooseProxy;
  /** Whether open connections keep the inventory up to date by themselves. */
  readonly follow: boolean;
}

export interface CloudServices {
  readonly connections: Connections;
  readonly transfer: ConnectionTransfer;
  readonly inventory: Inventory;
  readonly tasks: Tasks;
}

interface ServiceParts extends CloudParts {
  readonly vault: Vault;
  /** Where exports of the vault and recovery sheets go. */
  readonly files: VaultFiles;
  readonly keychain: Keychain;
  readonly windows: ConsoleWindows;
  readonly clipboard: SecretClipboard;
  readonly lockPolicy: VaultSessionOptions['lockPolicy'];
  readonly onConsoleView: (key: string, view: ConsoleView) => void;
}

interface BuiltServices extends CloudServices {
  readonly vault: VaultSession;
  readonly keeper: VaultKeeper;
  readonly consoles: ConsoleSessions;
  readonly consoleAccess: ConsoleAccess;
}

/** A file of connections leaves the computer, so guessing its password is made as dear as that of a vault. */
const fileCost: KdfCost = { memoryKiB: 64 * 1024, passes: 3, parallelism: 4 };

const newId = (): string => randomUUID();

/** The use cases that need neither windows nor consoles, leaves first. */
export function buildCloudServices({ audit, vault, taskStore, log, systemProxy, follow }: CloudParts): CloudServices {
  const clock = systemClock;
  const inventory: Inventory = new Inventory({
    connectionName: (id) => connections.name(id),
    isBusy: (vmId) => tasks.isBusy(vmId),
  });
  const connections: Connections = new AuditedConnections(audit, {
    ...{ vault, inventory, clock, newId, log, follow },
    system: { roots: createSystemRoots(), proxy: systemProxy },
    createProvider: (request) =>
      createProvider({
        ...request,
        clock,
        random: () => Math.random(),
        log: (entry) => log.write(entry.level, entry.event, entry.fields),
      }),
  });
  const tasks: Tasks = new Tasks({
    ...{ connections, inventory, store: taskStore, clock, newId, log },
    onBegin: (task) => audit.begin(taskDeed(task, connections.name(task.connectionId))),
    onEnd: (task) => audit.record(taskDeed(task, connections.name(task.connectionId)), taskEnd(task)),
  });
  const transfer = new ConnectionTransfer({
    ...{ connections, audit, newId, store: new ConnectionStore(vault), vault },
    crypto: { random: (length) => new Uint8Array(randomBytes(length)), deriveKey: argon2id, cost: fileCost },
  });
  return { connections, transfer, inventory, tasks };
}

/** All use cases as the app wires them. */
export function buildServices(parts: ServiceParts): BuiltServices {
  const { audit, vault, files, keychain, windows, clipboard, log, lockPolicy, onConsoleView } = parts;
  const cloud = buildCloudServices(parts);
  const consoles = new ConsoleSessions({
    ...{ ...cloud, audit, windows, clock: systemClock, newId, log },
    onView: onConsoleView,
  });
  const session = new AuditedVaultSession(audit, { ...cloud, vault, consoles, clipboard, lockPolicy, log });
  const consoleAccess = new ConsoleAccess({ ...cloud, audit, clipboard });
  const keeper = new VaultKeeper({
    ...{ ...cloud, audit, vault, session, keychain },
    ...{ files, clock: systemClock },
  });
  return { ...cloud, consoles, consoleAccess, vault: session, keeper };
}
