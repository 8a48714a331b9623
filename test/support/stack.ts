import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { buildServices } from '../../electron/services/build.ts';
import { openAudit } from '../../electron/services/open-audit.ts';
import type { Log } from '../../electron/services/ports.ts';
import { SecretClipboard } from '../../electron/services/secret-clipboard.ts';
import { systemClock } from '../../electron/services/system-clock.ts';
import type { ChooseProxy } from '../../electron/net/route.ts';
import type { BridgePort } from '../../electron/consoles/bridge-port.ts';
import type { VaultFiles } from '../../electron/vault/files.ts';
import { nodeFiles } from '../../electron/vault/node-files.ts';
import { nodeVault } from '../../electron/vault/options.ts';
import { Vault } from '../../electron/vault/vault.ts';
import { connectionDefaults, type ConnectionDraft } from '../../shared/model/connection.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { LockSettings } from '../../shared/model/settings.ts';
import type { Task } from '../../shared/model/task.ts';
import { memoryKeychain } from './memory-keychain.ts';
import { Secret } from '../../shared/util/secret.ts';

/** The cheapest cost that the vault accepts: tests are about the flow, not about guessing. */
const floorCost = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };
export const stackPassword = 'correct horse battery staple';

type LockPolicy = Pick<LockSettings, 'consoles' | 'tasks'>;

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: unknown;
}

/** The services as the app wires them, on a vault in a folder of its own, without windows. */
export async function startStack(
  lockPolicy: () => LockPolicy = () => ({ consoles: 'close', tasks: 'pause' }),
  {
    systemProxy = () => Promise.resolve([{ kind: 'none' }]),
    files = nodeFiles,
  }: { readonly systemProxy?: ChooseProxy; readonly files?: VaultFiles } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-stack-'));
  const keychain = memoryKeychain();
  const log: LogLine[] = [];
  let stored: readonly Task[] = [];
  const views: ConsoleView[] = [];
  const windows = new Set<string>();
  const channels: MessagePort[] = [];
  const vault = await Vault.open({ ...nodeVault(join(folder, 'vault.vmdeck')), files, cost: floorCost });
  const logger: Log = { write: (level, event, fields) => log.push({ level, event, fields }) };
  const audit = await openAudit(vault.path, 'app', logger);
  let copied = '';
  const clipboard = new SecretClipboard({
    clipboard: {
      write: (text) => {
        copied = text;
        return Promise.resolve({ concealed: false });
      },
      read: () => Promise.resolve(copied),
      clear: () => {
        copied = '';
        return Promise.resolve();
      },
    },
    ...{ clock: systemClock, seconds: () => 20, log: logger },
  });
  const services = buildServices({
    audit,
    vault,
    systemProxy,
    files,
    keychain,
    clipboard,
    follow: true,
    taskStore: { read: () => stored, write: (tasks) => (stored = tasks) },
    windows: {
      show: (key) => {
        const isNew = !windows.has(key);
        windows.add(key);
        return isNew;
      },
      close: (key) => windows.delete(key),
      channel: (): BridgePort => {
        const { port1, port2 } = new MessageChannel();
        channels.push(port2);
        return {
          postMessage: (message) => port1.postMessage(message),
          on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
            port1.on(event, (data: unknown) => listener({ data })),
          start: () => port1.start(),
          close: () => port1.close(),
        };
      },
    },
    lockPolicy,
    onConsoleView: (_key, view) => views.push(view),
    log: logger,
  });
  const { signal } = new AbortController();
  return {
    ...services,
    audit,
    folder,
    keychain,
    log,
    views,
    windows,
    /** The windows' ends of the byte channels of consoles. */
    channels,
    storedTasks: () => stored,
    copied: () => copied,
    /** Calls back in the moment in which the vault's file was saved, or it was locked or unlocked. */
    onSaved: (listener: () => void) => vault.onChange(listener),
    create: () => services.vault.create(new Secret(stackPassword), 'measured', signal),
    unlock: (password: string) => services.vault.unlock(new Secret(password), signal),
    stop: async () => {
      await services.vault.lock('quit');
      await audit.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;

export const draftFor = (
  cloud: { readonly url: string; readonly publicKey: string; readonly privateKey: string },
  change: Partial<ConnectionDraft> = {},
): ConnectionDraft => ({
  name: 'Lab',
  kind: 'ucloudstack',
  url: cloud.url,
  publicKey: cloud.publicKey,
  privateKey: cloud.privateKey,
  secrets: {},
  ...connectionDefaults,
  ...change,
});
