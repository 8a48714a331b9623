import { AppError } from '../../shared/errors/app-error.ts';
import type { Capability } from '../../shared/model/capability.ts';
import type { ConnectionDraft, ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { Secret } from '../../shared/util/secret.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { readRecord, type ConnectionRecord } from './connection-record.ts';
import { ConnectionSession } from './connection-session.ts';
import type { Inventory } from './inventory.ts';
import { createListeners } from './listeners.ts';
import type { Log, NewId } from './ports.ts';

const recordKind = 'connection';

/** The part of the vault that connections need. Records are decrypted at each `read`. */
export interface RecordVault {
  list(): readonly { readonly id: string; readonly kind: string }[];
  read(id: string): Promise<Uint8Array | null>;
  put(id: string, kind: string, plaintext: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface ProviderRequest {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  readonly secret: () => Promise<Secret>;
}

export interface ConnectionsOptions {
  readonly vault: RecordVault;
  readonly createProvider: (request: ProviderRequest) => Provider;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Whether open connections keep the inventory up to date by themselves. */
  readonly follow: boolean;
}

const nothing: ReadonlySet<Capability> = new Set();

function requireOpen(open: AbortSignal): void {
  if (open.aborted) throw new AppError('vault.locked');
}

/** A key goes to the cloud that it was entered for: whoever may change the address may not send the key's work there. */
function storedKey(known: ConnectionRecord, { url, publicKey }: ConnectionSettings): string {
  const same = new URL(known.settings.url).origin === new URL(url).origin && known.settings.publicKey === publicKey;
  if (!same) throw new AppError('connection.key-needed');
  return known.privateKey;
}

/** Of one key, as many views may be kept as there are companies and projects. */
function isSameView(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const view = ({ url, publicKey, companyIds, projectIds }: ConnectionSettings): string =>
    JSON.stringify([url, publicKey, [...companyIds].sort((one, other) => one - other), [...projectIds].sort()]);
  return view(a) === view(b);
}

const differsInLabelOnly = (a: ConnectionSettings, b: ConnectionSettings): boolean =>
  JSON.stringify({ ...a, name: '', color: '' }) === JSON.stringify({ ...b, name: '', color: '' });

/** The clouds that this installation knows: kept in the vault, alive while it is unlocked. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #changed = createListeners<null>();
  readonly #sessions = new Map<string, ConnectionSession>();
  #damaged: Map<string, AppError> = new Map();
  /** Aborted at every lock: what was still being read or saved then must not come to life. */
  #open = new AbortController();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /**
   * Opens every connection of the vault that is not open yet.
   *
   * @throws AppError `vault.locked` when it is locked meanwhile
   */
  async start(): Promise<void> {
    const open = this.#open.signal;
    const damaged = new Map<string, AppError>();
    const records: { id: string; record: ConnectionRecord }[] = [];
    for (const { id, kind } of this.#options.vault.list()) {
      if (kind !== recordKind) continue;
      try {
        records.push({ id, record: await this.#read(id) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        damaged.set(id, error);
      }
    }
    requireOpen(open);
    this.#damaged = damaged;
    records.sort((a, b) => a.record.order - b.record.order);
    for (const { id, record } of records) if (!this.#sessions.has(id)) this.#begin(id, record.settings);
    this.#changed.notify(null);
  }

  /** Closes every connection and forgets its VMs. */
  async stop(): Promise<void> {
    this.#open.abort();
    this.#open = new AbortController();
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    this.#damaged = new Map();
    this.#options.inventory.clear();
    this.#changed.notify(null);
    await Promise.allSettled(sessions.map((session) => session.close()));
  }

  /** Why records of the vault could not be opened as connections; the others work. */
  damaged(): readonly AppError[] {
    return [...this.#damaged.values()];
  }

  list(): readonly ConnectionView[] {
    return [...this.#sessions.values()].map((session) => session.view());
  }

  name(id: string): string {
    return this.#sessions.get(id)?.settings.name ?? '';
  }

  capabilities(id: string): ReadonlySet<Capability> {
    return this.#sessions.get(id)?.provider.capabilities ?? nothing;
  }

  isOnline(id: string): boolean {
    return this.#sessions.get(id)?.isOnline ?? false;
  }

  /** @throws AppError `connection.gone` */
  provider(id: string): Provider {
    return this.#session(id).provider;
  }

  /** Asks the cloud for one VM and takes the answer into the inventory. */
  async readVm(vm: Vm, signal: AbortSignal): Promise<Vm> {
    const { inventory } = this.#options;
    const open = this.#open.signal;
    try {
      const seen = await this.provider(vm.connectionId).readVm(vm, signal);
      requireOpen(open);
      inventory.put([seen]);
    } catch (error) {
      if (error instanceof AppError && error.code === 'vm.gone') inventory.remove(vm.id);
      throw error;
    }
    return inventory.get(vm.id);
  }

  /**
   * Tries a draft without keeping it: the login, the regions, and one count of VMs.
   *
   * @param id the stored connection whose secret is meant when the draft has none
   * @throws AppError `connection.key-needed` when that secret was stored for another server or public key
   */
  async test(
    id: string | null,
    draft: ConnectionDraft,
    signal: AbortSignal,
  ): Promise<{ regions: Region[]; vmCount: number }> {
    const { privateKey, ...settings } = draft;
    const key = privateKey ?? (id === null ? '' : storedKey(await this.#read(id), settings));
    const provider = this.#options.createProvider({
      connectionId: id ?? 'test',
      settings,
      secret: () => Promise.resolve(new Secret(key)),
    });
    try {
      const regions = await provider.regions(signal);
      let vmCount = 0;
      for (const region of regions) {
        if (settings.regions.length > 0 && !settings.regions.includes(region.id)) continue;
        vmCount += await provider.countVms(region.id, signal);
      }
      return { regions: [...regions], vmCount };
    } finally {
      await provider.close();
    }
  }

  async add({ privateKey, ...settings }: ConnectionDraft): Promise<ConnectionView> {
    this.#refuseDuplicate(settings, null);
    const id = this.#options.newId();
    const open = this.#open.signal;
    await this.#write(id, { settings, privateKey: privateKey ?? '', order: this.#options.clock.now() });
    requireOpen(open);
    return this.#reopen(id, settings);
  }

  /** @throws AppError `connection.gone`, `connection.duplicate`, `connection.key-needed` as {@link test} does */
  async update(id: string, { privateKey, ...settings }: ConnectionDraft): Promise<ConnectionView> {
    this.#session(id);
    this.#refuseDuplicate(settings, id);
    const open = this.#open.signal;
    const known = await this.#read(id);
    await this.#write(id, { ...known, settings, privateKey: privateKey ?? storedKey(known, settings) });
    requireOpen(open);
    const session = this.#session(id);
    if (privateKey !== null || !differsInLabelOnly(session.settings, settings)) return this.#reopen(id, settings);
    session.relabel(settings);
    this.#changed.notify(null);
    return session.view();
  }

  /** Also removes a record that is damaged and therefore no connection. */
  async remove(id: string): Promise<void> {
    if (!this.#damaged.has(id)) this.#session(id);
    await this.#options.vault.remove(id);
    const session = this.#sessions.get(id);
    this.#damaged.delete(id);
    this.#sessions.delete(id);
    this.#options.inventory.keepOnly(id, () => false);
    this.#changed.notify(null);
    await session?.close();
  }

  sync(id: string): void {
    this.#session(id).syncNow();
  }

  /**
   * Reads all VMs of a connection into the inventory, once.
   *
   * @throws AppError what the provider throws; the signal's reason when it is aborted
   */
  async refresh(id: string, signal: AbortSignal): Promise<void> {
    await this.#session(id).refresh(signal);
  }

  /** The regions of the cloud that a connection is about. */
  regions(id: string, signal: AbortSignal): Promise<readonly Region[]> {
    return this.#session(id).wantedRegions(signal);
  }

  #session(id: string): ConnectionSession {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new AppError('connection.gone');
    return session;
  }

  #refuseDuplicate(settings: ConnectionSettings, except: string | null): void {
    for (const [id, session] of this.#sessions) {
      if (id !== except && isSameView(session.settings, settings))
        throw new AppError('connection.duplicate', { name: session.settings.name });
    }
  }

  #reopen(id: string, settings: ConnectionSettings): ConnectionView {
    void this.#sessions.get(id)?.close();
    this.#options.inventory.keepOnly(id, () => false);
    const session = this.#begin(id, settings);
    this.#changed.notify(null);
    return session.view();
  }

  #begin(id: string, settings: ConnectionSettings): ConnectionSession {
    const { createProvider, inventory, clock, newId, log, follow } = this.#options;
    const secret = async (): Promise<Secret> => new Secret((await this.#read(id)).privateKey);
    const session = new ConnectionSession({
      ...{ id, settings, inventory, clock, newId, log, follow },
      provider: createProvider({ connectionId: id, settings, secret }),
      onChange: () => this.#changed.notify(null),
    });
    this.#sessions.set(id, session);
    return session;
  }

  async #read(id: string): Promise<ConnectionRecord> {
    const plaintext = await this.#options.vault.read(id);
    if (plaintext === null) throw new AppError('connection.gone');
    try {
      return readRecord(plaintext);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('vault.record-damaged', { id });
    } finally {
      plaintext.fill(0);
    }
  }

  async #write(id: string, record: ConnectionRecord): Promise<void> {
    const plaintext = new TextEncoder().encode(JSON.stringify(record));
    try {
      await this.#options.vault.put(id, recordKind, plaintext);
    } finally {
      plaintext.fill(0);
    }
  }
}
