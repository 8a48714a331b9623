import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { ConnectionSettings, ConnectionStatus, ConnectionView } from '../../shared/model/connection.ts';
import { isTransitional } from '../../shared/model/power.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Provider, Region } from '../providers/provider.ts';
import type { Inventory } from './inventory.ts';
import type { Log, NewId } from './ports.ts';

/** Milliseconds between two syncs: while something is in transition, at rest, and at most after failures. */
const intervals = { moving: 3_000, rest: 10_000, worst: 120_000 } as const;

interface SessionOptions {
  readonly id: string;
  readonly settings: ConnectionSettings;
  readonly provider: Provider;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly onChange: () => void;
  /** Whether the inventory is kept up to date; otherwise the cloud is asked at {@link ConnectionSession.refresh} only. */
  readonly follow: boolean;
}

/** One connection while the vault is unlocked: its provider, and the loop that keeps the inventory up to date. */
export class ConnectionSession {
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #status: ConnectionStatus = 'connecting';
  #error: ErrorData | null = null;
  #syncedAt: number | null = null;
  #regions: readonly Region[] = [];
  #moving = false;
  #settings: ConnectionSettings;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#settings = options.settings;
    if (options.follow) void this.#loop();
  }

  get settings(): ConnectionSettings {
    return this.#settings;
  }

  /** Takes on what only the eye sees; the work under way goes on. */
  relabel({ name, color }: Pick<ConnectionSettings, 'name' | 'color'>): void {
    this.#settings = { ...this.#settings, name, color };
  }

  get provider(): Provider {
    return this.#options.provider;
  }

  get isOnline(): boolean {
    return this.#error === null;
  }

  view(): ConnectionView {
    const { id, provider, inventory } = this.#options;
    const settings = this.#settings;
    return {
      ...{ id, settings, status: this.#status, error: this.#error, syncedAt: this.#syncedAt },
      vmCount: inventory.count(id),
      capabilities: [...provider.capabilities],
      regions: this.#regions.map(({ id: region, name }) => ({ id: region, name })),
      insecure: settings.url.startsWith('http:'),
    };
  }

  /** Ends the wait for the next sync. */
  syncNow(): void {
    this.#wake.abort();
  }

  /**
   * Reads all VMs of the wanted regions into the inventory, once.
   *
   * @throws AppError what the provider throws; the signal's reason when it is aborted
   */
  async refresh(signal: AbortSignal): Promise<void> {
    await this.#sync(AbortSignal.any([signal, this.#stop.signal]));
    signal.throwIfAborted();
  }

  /** The regions of the cloud that this connection is about. */
  async wantedRegions(signal: AbortSignal): Promise<readonly Region[]> {
    const { settings, provider } = this.#options;
    this.#regions = await provider.regions(signal);
    return this.#regions.filter(({ id }) => settings.regions.length === 0 || settings.regions.includes(id));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#options.provider.close();
  }

  async #loop(): Promise<void> {
    let failures = 0;
    while (!this.#isClosed()) {
      try {
        await this.#sync(this.#stop.signal);
        failures = 0;
      } catch (error) {
        if (!isAbort(error)) this.#fail(error);
        failures += 1;
      }
      const rest = this.#moving ? intervals.moving : intervals.rest;
      await this.#pause(Math.min(rest * 2 ** failures, intervals.worst));
    }
  }

  #isClosed(): boolean {
    return this.#stop.signal.aborted;
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isClosed()) return;
    this.#wake = new AbortController();
    await this.#options.clock.sleep(ms, this.#wake.signal).catch(() => undefined);
  }

  async #sync(signal: AbortSignal): Promise<void> {
    const { id, provider, inventory, clock } = this.#options;
    this.#set(this.#syncedAt === null ? 'connecting' : 'syncing', this.#error);
    const wanted = await this.wantedRegions(signal);
    this.#set('syncing', this.#error);
    const seen = new Set<string>();
    let moving = false;
    const take = (vms: readonly Vm[]): void => {
      if (signal.aborted) return;
      for (const vm of vms) {
        seen.add(vm.id);
        moving ||= isTransitional(vm.power.state);
      }
      inventory.put(vms);
    };
    for (const region of wanted) await provider.listVms(region.id, {}, take, signal);
    if (signal.aborted) return;
    inventory.keepOnly(id, seen);
    this.#moving = moving;
    this.#syncedAt = clock.now();
    this.#set('online', null);
  }

  #fail(error: unknown): void {
    if (this.#isClosed()) return;
    const reportId = this.#options.newId();
    const code = error instanceof AppError ? error.code : String(error);
    this.#options.log.write('warn', 'connection.failed', { connection: this.#options.id, reportId, code });
    this.#set('failed', toErrorData(error, reportId));
  }

  #set(status: ConnectionStatus, error: ErrorData | null): void {
    if (this.#isClosed()) return;
    this.#status = status;
    this.#error = error;
    this.#options.onChange();
  }
}
