import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import { isPlainHttp } from '../../shared/model/address.ts';
import {
  triedAddressesOf,
  type ConnectionSettings,
  type ConnectionStatus,
  type ConnectionView,
} from '../../shared/model/connection.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { NetworkRoute } from '../net/route.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { FleetSync } from './fleet-sync.ts';
import type { Inventory } from './inventory.ts';
import type { Log, NewId } from './ports.ts';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';
import { mayPass, hurryMs, pace, restMs, retryMs } from './sync-pace.ts';

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));
const isRefusal = (error: unknown): boolean => refusedLogins.has(codeOf(error));

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

interface SessionOptions {
  readonly id: string;
  readonly settings: ConnectionSettings;
  readonly provider: Provider;
  readonly route: NetworkRoute;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly onChange: () => void;
  /** Whether the inventory is kept up to date; otherwise the cloud is asked at {@link ConnectionSession.refresh} only. */
  readonly follow: boolean;
}

/**
 * One connection while the vault is unlocked: its provider, and the two loops that keep the inventory up to date. One
 * reads the whole fleet, the rarer the larger it is; the other looks at what moves and at what windows show.
 */
export class ConnectionSession {
  readonly #options: SessionOptions;
  readonly #fleet: FleetSync;
  readonly #stop = new AbortController();
  /** Aborted when somebody asks for another sync. */
  #asked = new AbortController();
  /** Aborted to end the rest between two syncs. */
  #restEnd = new AbortController();
  #status: ConnectionStatus = 'connecting';
  #error: ErrorData | null = null;
  #syncedAt: number | null = null;
  #regions: readonly Region[] = [];
  /** What the last reading of a region failed with, by its id. */
  #regionErrors: ReadonlyMap<string, ErrorData> = new Map();
  /** Whether the last sync got an answer from at least one region. */
  #isReached = true;
  /** Failures that were reported: one that still holds is told as it was, and logged once. */
  readonly #reports = new WeakMap<AppError, ErrorData>();
  #settings: ConnectionSettings;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#fleet = new FleetSync({ ...options, connectionId: options.id });
    if (options.settings.disabled) {
      this.#status = 'disabled';
      this.#isReached = false;
      return;
    }
    if (!options.follow) return;
    void this.#followFleet();
    void this.#followSome();
  }

  get settings(): ConnectionSettings {
    return this.#settings;
  }

  /** Takes on what only the eye sees; the work under way goes on. */
  relabel(settings: ConnectionSettings): void {
    this.#settings = settings;
  }

  get route(): NetworkRoute {
    return this.#options.route;
  }

  get provider(): Provider {
    return this.#options.provider;
  }

  /** Whether the cloud can be asked for something; a region of it may have failed. */
  get isOnline(): boolean {
    return this.#isReached;
  }

  view(): ConnectionView {
    const { id, provider, inventory } = this.#options;
    const settings = this.#settings;
    return {
      ...{ id, settings, status: this.#status, error: this.#error, syncedAt: this.#syncedAt },
      vmCount: inventory.count(id),
      capabilities: [...provider.capabilities],
      fields: provider.fields,
      regions: this.#regions.map(({ id: region, name }) => ({
        ...{ id: region, name, error: this.#regionErrors.get(region) ?? null },
        unsettled: this.#fleet.isUnsettled(region),
      })),
      insecure: triedAddressesOf(settings).some(isPlainHttp),
    };
  }

  /** Somebody asks for another sync, also where a login was refused. */
  syncNow(): void {
    this.#fleet.askAgain();
    this.#asked.abort();
    this.#restEnd.abort();
  }

  /**
   * Reads all VMs of the wanted regions into the inventory, once.
   *
   * @returns what regions failed with while others answered
   * @throws AppError what the provider throws when none answered; the signal's reason when it is aborted
   */
  async refresh(signal: AbortSignal): Promise<readonly AppError[]> {
    this.#fleet.askAgain();
    const failures = await this.#sync(AbortSignal.any([signal, this.#stop.signal]));
    signal.throwIfAborted();
    return failures;
  }

  /** The regions of the cloud that this connection is about. */
  async wantedRegions(signal: AbortSignal): Promise<readonly Region[]> {
    const { settings, provider } = this.#options;
    this.#regions = await provider.regions(signal);
    return this.#regions.filter(({ id }) => settings.regions.length === 0 || settings.regions.includes(id));
  }

  /** Ends what the session does by itself; its provider can still be asked. */
  rest(): void {
    this.#stop.abort();
    this.#restEnd.abort();
  }

  async close(): Promise<void> {
    this.rest();
    this.#options.route.jump?.close();
    await this.#options.provider.close();
  }

  async #followFleet(): Promise<void> {
    let failures = 0;
    while (!this.#isClosed()) {
      let isRefused = false;
      const asked = new AbortController();
      this.#asked = asked;
      try {
        const failed = await this.#sync(this.#stop.signal);
        failures = failed.every(isRefusal) ? 0 : failures + 1;
      } catch (error) {
        failures += 1;
        isRefused = isRefusal(error);
        if (!isAbort(error)) this.#fail(error);
      }
      if (isRefused) await untilAborted(AbortSignal.any([asked.signal, this.#stop.signal]));
      else if (!asked.signal.aborted) await this.#pause(failures === 0 ? this.#restMs : retryMs(failures));
    }
  }

  async #followSome(): Promise<void> {
    const { clock, log, id } = this.#options;
    const { signal } = this.#stop;
    let failures = 0;
    let lookedAt = clock.now();
    for (;;) {
      const wait = failures === 0 ? pace.moving : retryMs(failures);
      await clock.sleep(wait, signal).catch(() => undefined);
      if (this.#isClosed()) return;
      const isLookDue = clock.now() - lookedAt >= pace.look;
      if (isLookDue) lookedAt = clock.now();
      try {
        if (this.#isReached) await this.#refreshSome(isLookDue, signal);
        failures = 0;
      } catch (error) {
        if (this.#isClosed()) return;
        failures += 1;
        log.write('warn', 'connection.refresh-failed', { connection: id, code: codeOf(error) });
        // Reading the fleet tells what is wrong with the connection, if anything is.
        this.#restEnd.abort();
      }
    }
  }

  async #refreshSome(isLookDue: boolean, signal: AbortSignal): Promise<void> {
    const { id, inventory, clock } = this.#options;
    // A fleet that is read as often as that needs no looks in between.
    const looks = isLookDue && this.#restMs > pace.look;
    const moving = [...inventory.moving(id)].filter((vmId) => mayPass(inventory.get(vmId), clock.now()));
    await this.#fleet.readSome([...moving, ...(looks ? inventory.takeWatched(id) : [])], signal);
    const wasRead = this.#syncedAt !== null && clock.now() - this.#syncedAt >= hurryMs(this.#size);
    if (looks && wasRead && (await this.#fleet.hasOtherCount(signal))) this.#restEnd.abort();
  }

  get #restMs(): number {
    const { pollSeconds } = this.#settings.limits;
    return pollSeconds === null ? restMs(this.#size) : pollSeconds * 1000;
  }

  get #size(): number {
    return this.#options.inventory.count(this.#options.id);
  }

  #isClosed(): boolean {
    return this.#stop.signal.aborted;
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isClosed()) return;
    this.#restEnd = new AbortController();
    await this.#options.clock.sleep(ms, this.#restEnd.signal).catch(() => undefined);
  }

  /**
   * @returns what regions failed with while others answered
   * @throws AppError when none answered, or none may be asked
   */
  async #sync(signal: AbortSignal): Promise<readonly AppError[]> {
    this.#set(this.#syncedAt === null ? 'connecting' : 'syncing', this.#error);
    const wanted = await this.#reach(signal);
    this.#set('syncing', this.#error);
    const failures = await this.#fleet.readAll(wanted, signal);
    signal.throwIfAborted();
    this.#regionErrors = new Map([...failures].map(([region, error]) => [region, this.#report(error, region)]));
    const failed = [...failures.values()];
    this.#isReached = failed.length === 0 || failed.length < wanted.length;
    // Where one may be asked again, the connection is not given up for those that refuse the login.
    const failure = failed.find((error) => !isRefusal(error)) ?? failed[0];
    if (failure !== undefined && !this.#isReached) throw failure;
    this.#syncedAt = this.#options.clock.now();
    this.#set('online', null);
    return failed;
  }

  async #reach(signal: AbortSignal): Promise<readonly Region[]> {
    try {
      const { refusal } = this.#fleet;
      if (refusal !== undefined) throw refusal;
      return await this.wantedRegions(signal);
    } catch (error) {
      if (!signal.aborted) this.#isReached = false;
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (!this.#isClosed()) this.#set('failed', this.#report(error, null));
  }

  #report(error: unknown, region: string | null): ErrorData {
    const { id, log, newId } = this.#options;
    const known = error instanceof AppError ? this.#reports.get(error) : undefined;
    if (known !== undefined) return known;
    const reportId = newId();
    log.write('warn', 'connection.failed', { connection: id, region, reportId, code: codeOf(error) });
    const report = toErrorData(error, reportId);
    if (error instanceof AppError) this.#reports.set(error, report);
    return report;
  }

  #set(status: ConnectionStatus, error: ErrorData | null): void {
    if (this.#isClosed()) return;
    this.#status = status;
    this.#error = error;
    this.#options.onChange();
  }
}
