import { AppError } from '../../shared/errors/app-error.ts';
import type { Capability } from '../../shared/model/capability.ts';
import type { ConnectionDraft, ConnectionSettings, ConnectionView } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { ShownHostKey } from '../../shared/model/jump.ts';
import type { ConsoleKind, Vm } from '../../shared/model/vm.ts';
import { sessionPlace, webConsoleLink } from '../../shared/model/web-console.ts';
import { trusting, type ServerCertificate } from '../../shared/model/certificate.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { NetworkRoute, Trust } from '../net/route.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { withHostKey } from './connection-host-key.ts';
import type { Imported, ImportPlan } from './connection-import.ts';
import { ConnectionLooks } from './connection-looks.ts';
import { differsInLabelOnly, revised, settingsOf } from './connection-record.ts';
import { refuseUnfit } from './connection-refusals.ts';
import { routeOf, type ReadSecrets } from './connection-route.ts';
import { ConnectionSession } from './connection-session.ts';
import { shownBy, type OnShown } from './connection-trust.ts';
import { consoleTrust, ticketFor, type ConsoleCertificates } from './console-certificates.ts';
import { providerOf, tryConnection } from './connection-trial.ts';
import type { ConnectionsOptions } from './connections-options.ts';
import { ConnectionStore } from './connection-store.ts';
import { ConnectionTurns, requireOpen } from './connection-turns.ts';
import { LentSessions } from './lent-sessions.ts';
import { createListeners } from './listeners.ts';

/** Which certificates and host keys a draft may have trusted: those that a person can have looked at, or any. */
export type Pins = 'seen' | 'any';

/** The clouds that this installation knows: kept in the vault, alive while it is unlocked. */
export class Connections {
  readonly consoleCertificates: ConsoleCertificates;
  readonly #options: ConnectionsOptions;
  readonly #store: ConnectionStore;
  readonly #looks: ConnectionLooks;
  readonly #changed = createListeners<null>();
  readonly #turns = new ConnectionTurns();
  readonly #sessions = new Map<string, ConnectionSession>();
  readonly #lent = new LentSessions();
  #damaged: Map<string, AppError> = new Map();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#store = new ConnectionStore(options.vault);
    this.#looks = new ConnectionLooks({ ...options, store: this.#store, settings: (id) => this.#session(id).settings });
    this.consoleCertificates = this.#looks.consoles;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /**
   * Opens every connection of the vault that is not open yet, and anew those that are other than they were opened. Those
   * that are the same go on.
   *
   * @throws AppError `vault.locked` when it is locked meanwhile
   */
  start(): Promise<void> {
    return this.#turns.take(async (open) => {
      const { records, damaged } = await this.#store.readAll();
      requireOpen(open);
      this.#lent.keys.clear();
      this.#damaged = damaged;
      for (const { id, record } of records) {
        const session = this.#sessions.get(id);
        if (session === undefined) this.#begin(id, record.settings);
        else if (differsInLabelOnly(session.settings, record.settings)) session.relabel(record.settings);
        else this.#reopen(id, record.settings);
      }
      this.#changed.notify(null);
    });
  }

  /** Keeps the keys of some connections, where they can be read, at hand: their tasks can go on after a lock. */
  async lendKeys(ids: ReadonlySet<string>): Promise<void> {
    for (const id of ids) {
      const keys = this.#sessions.has(id) ? await this.#store.read(id).catch(() => null) : null;
      if (keys !== null) this.#lent.keys.set(id, keys);
    }
  }

  /** Closes every connection and forgets its VMs; those that are `lent` can be asked until {@link takeBack}. */
  async stop(lent: ReadonlySet<string> = new Set()): Promise<void> {
    this.#turns.lock();
    const closing: ConnectionSession[] = [];
    for (const [id, session] of this.#sessions) {
      if (lent.has(id)) this.#lent.lend(id, session);
      else closing.push(session);
    }
    this.#sessions.clear();
    this.#damaged = new Map();
    this.#looks.clear();
    this.#options.inventory.clear();
    this.#changed.notify(null);
    await Promise.allSettled(closing.map((session) => session.close()));
  }

  /** No task needs what {@link stop} left open. */
  takeBack(): Promise<void> {
    return this.#lent.takeBack();
  }

  /** Why records of the vault could not be opened as connections; the others work. */
  damaged(): readonly AppError[] {
    return [...this.#damaged.values()];
  }

  list(): readonly ConnectionView[] {
    return [...this.#sessions.values()].map((session) => session.view());
  }

  name(id: string): string {
    return (this.#sessions.get(id) ?? this.#lent.get(id))?.settings.name ?? '';
  }

  capabilities(id: string): ReadonlySet<Capability> {
    return this.#sessions.get(id)?.provider.capabilities ?? new Set();
  }

  isOnline(id: string): boolean {
    return this.#sessions.get(id)?.isOnline ?? false;
  }

  /** @throws AppError `connection.gone`, `connection.disabled` */
  provider(id: string): Provider {
    return this.#active(id).provider;
  }

  /** How the servers of a connection are reached. */
  route(id: string): NetworkRoute {
    return this.#session(id).route;
  }

  /** A fresh ticket for a console, at the place where this computer reaches it. */
  async consoleTicket(vm: Vm, kind: ConsoleKind, signal: AbortSignal): Promise<ConsoleTicket> {
    const ticket = await this.provider(vm.connectionId).consoleTicket(vm, kind, signal);
    return ticketFor(this.#session(vm.connectionId).settings, ticket);
  }

  /**
   * The address of the vendor's console for browsers, with a new session in it.
   *
   * @throws AppError `console.web-unset`, what the provider throws
   */
  async webConsole({ connectionId, region, cloudId, tenantId }: Vm, signal: AbortSignal): Promise<string> {
    const { webConsole } = this.#session(connectionId).settings;
    if (webConsole === null) throw new AppError('console.web-unset', { place: sessionPlace });
    const about = { region, cloudId, tenantId };
    const { sessionId } = await this.provider(connectionId).ask('web-console', about, signal);
    return webConsoleLink(webConsole, { sessionId, vmId: cloudId, region });
  }

  /** Whom the server of a console is believed to be. */
  consoleTrust(id: string, host: string): Trust {
    return consoleTrust(this.#session(id).settings, host);
  }

  /** Asks the cloud for one VM and takes the answer into the inventory. */
  async readVm(vm: Vm, signal: AbortSignal): Promise<Vm> {
    const { inventory } = this.#options;
    const { open } = this.#turns;
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
   * @throws AppError `connection.pin-unseen`; `connection.key-needed` when that secret was stored for another server, public key or way there
   */
  async test(
    id: string | null,
    draft: ConnectionDraft,
    signal: AbortSignal,
    pins: Pins = 'any',
  ): Promise<{ regions: Region[]; vmCount: number }> {
    this.#refusePins(pins, id, draft);
    const secrets = await this.#looks.secretsOf(id, draft);
    const read: ReadSecrets = () => Promise.resolve(secrets);
    return tryConnection(this.#options, { id: id ?? 'test', settings: settingsOf(draft), read }, signal);
  }

  /**
   * What the servers of a connection show, and whether it believes them.
   *
   * @param draft null: as it is stored
   */
  certificates(id: string | null, draft: ConnectionDraft | null, signal: AbortSignal): Promise<ServerCertificate[]> {
    return this.#looks.certificates(id, draft, signal);
  }

  /**
   * What the jump host of a connection shows, and whether it is believed; null where there is none.
   *
   * @param draft null: as it is stored
   */
  hostKey(id: string | null, draft: ConnectionDraft | null, signal: AbortSignal): Promise<ShownHostKey | null> {
    return this.#looks.hostKey(id, draft, signal);
  }

  /**
   * Believes from now on the certificate with this fingerprint, which one of the servers has to show at this moment, or a
   * console has shown: what a person has looked at is what is trusted.
   *
   * @param onShown learns which do
   * @throws AppError `tls.changed` when none of them does
   */
  async trust(id: string, sha256: string, signal: AbortSignal, onShown?: OnShown): Promise<ConnectionView> {
    const servers = await this.certificates(id, null, signal);
    const by = shownBy(servers, sha256);
    onShown?.(by);
    return this.change(id, (kept) => revised(kept, trusting(kept, servers, sha256), signal));
  }

  /**
   * Logs in from now on to the jump host with this key, `ALGORITHM SHA256:…`, which it has to show at this moment.
   *
   * @throws AppError `jump.host-key-changed` when it shows another; what keeps it from being asked
   */
  async trustHostKey(id: string, key: string, signal: AbortSignal, onShown?: OnShown): Promise<ConnectionView> {
    const shown = await this.hostKey(id, null, signal);
    if (shown !== null) onShown?.([hostPort(shown)]);
    return this.change(id, (kept) => revised(kept, { jump: withHostKey(kept.jump, shown, key) }, signal));
  }

  /** Goes the way to the cloud of a connection step by step and tells where it breaks off. */
  async examine(
    id: string,
    onProgress: (progress: DoctorProgress) => void,
    signal: AbortSignal,
  ): Promise<DoctorReport> {
    return this.#looks.examine(id, onProgress, signal);
  }

  /**
   * @param keyOf the connection whose secrets are meant where the draft has none
   * @throws AppError `connection.duplicate`, `connection.name-taken`, `tls.bad-authority`, `connection.key-needed` and
   * `connection.pin-unseen` as {@link test} does
   */
  add(draft: ConnectionDraft, keyOf: string | null = null, pins: Pins = 'any'): Promise<ConnectionView> {
    return this.#turns.take(async (open) => {
      this.#refusePins(pins, keyOf, draft);
      const settings = settingsOf(draft);
      refuseUnfit(settings, null, this.list());
      const id = this.#options.newId();
      const secrets = await this.#looks.secretsOf(keyOf, draft);
      await this.#store.write(id, { settings, ...secrets, order: this.#options.clock.now() });
      return open.aborted ? this.#make(id, settings, false).view() : this.#reopen(id, settings);
    });
  }

  /** Adds in one save, as it is, what is chosen beside the present ones: with an eye on names and duplicates. */
  addAll(choose: (present: readonly ConnectionSettings[]) => ImportPlan): Promise<Imported> {
    return this.#turns.take(async (open) => {
      const plan = choose(this.list().map(({ settings }) => settings));
      const { taken } = plan;
      const now = this.#options.clock.now();
      const records = taken.map(
        (one, i) => [this.#options.newId(), { ...one, order: now + i / taken.length }] as const,
      );
      if (records.length > 0) await this.#store.writeAll(records);
      const imported = { ...plan, ids: records.map(([id]) => id) };
      if (open.aborted) return imported;
      for (const [id, { settings }] of records) this.#begin(id, settings);
      this.#changed.notify(null);
      return imported;
    });
  }

  /** @throws AppError `connection.gone`, and as {@link add} does */
  update(id: string, draft: ConnectionDraft, pins: Pins = 'any'): Promise<ConnectionView> {
    return this.change(id, () => draft, pins);
  }

  /** Puts the connections into this order; those that are not named come after. */
  reorder(ids: readonly string[]): Promise<void> {
    const place = (id: string): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
    return this.#turns.take(async (open) => {
      const present = [...this.#sessions].sort(([a], [b]) => place(a) - place(b));
      await this.#store.reorder(present.map(([id]) => id));
      if (open.aborted) return;
      this.#sessions.clear();
      for (const [id, session] of present) this.#sessions.set(id, session);
      this.#changed.notify(null);
    });
  }

  /** Also removes a record that is damaged and therefore no connection. */
  async remove(id: string): Promise<void> {
    const session = await this.#turns.take(async () => {
      if (!this.#damaged.has(id)) this.#session(id);
      await this.#store.remove(id);
      const removed = this.#sessions.get(id);
      this.#damaged.delete(id);
      this.#sessions.delete(id);
      this.#options.inventory.keepOnly(id, () => false);
      this.#changed.notify(null);
      return removed;
    });
    await session?.close();
  }

  sync(id: string): void {
    this.#session(id).syncNow();
  }

  /**
   * Reads all VMs of a connection into the inventory, once: see {@link ConnectionSession.refresh}.
   *
   * @returns what regions failed with while others answered
   */
  async refresh(id: string, signal: AbortSignal): Promise<readonly AppError[]> {
    return this.#active(id).refresh(signal);
  }

  /** The regions of the cloud that a connection is about. */
  async regions(id: string, signal: AbortSignal): Promise<readonly Region[]> {
    return this.#active(id).wantedRegions(signal);
  }

  /** Changes what is kept at its turn, whatever was saved meanwhile, to what `make` makes of it. */
  protected change(
    id: string,
    make: (kept: ConnectionSettings) => ConnectionDraft,
    pins: Pins = 'any',
  ): Promise<ConnectionView> {
    return this.#turns.take(() => this.#save(id, make(this.#session(id).settings), pins));
  }

  /** @param id the connection that is changed or copied */
  #refusePins(pins: Pins, id: string | null, draft: ConnectionDraft): void {
    if (pins === 'seen') this.#looks.refuseUnseen(id, draft, this.#sessions.get(id ?? '')?.settings ?? null);
  }

  async #save(id: string, draft: ConnectionDraft, pins: Pins): Promise<ConnectionView> {
    const { open } = this.#turns;
    this.#refusePins(pins, id, draft);
    const settings = settingsOf(draft);
    refuseUnfit(settings, id, this.list());
    const secrets = await this.#looks.secretsOf(id, draft);
    await this.#store.write(id, { settings, ...secrets, order: (await this.#store.read(id)).order });
    if (open.aborted) return this.#make(id, settings, false).view();
    const session = this.#session(id);
    const hasNewSecret = draft.privateKey !== null || Object.keys(draft.secrets).length > 0;
    if (hasNewSecret || !differsInLabelOnly(session.settings, settings)) return this.#reopen(id, settings);
    session.relabel(settings);
    this.#changed.notify(null);
    return session.view();
  }

  #active(id: string): ConnectionSession {
    const session = this.#sessions.get(id) ?? this.#lent.get(id) ?? this.#session(id);
    const { name, disabled } = session.settings;
    if (disabled) throw new AppError('connection.disabled', { name });
    return session;
  }

  #session(id: string): ConnectionSession {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new AppError('connection.gone');
    return session;
  }

  #reopen(id: string, settings: ConnectionSettings): ConnectionView {
    void this.#sessions.get(id)?.close();
    this.#options.inventory.keepOnly(id, () => false);
    const session = this.#begin(id, settings);
    this.#changed.notify(null);
    return session.view();
  }

  #begin(id: string, settings: ConnectionSettings): ConnectionSession {
    const session = this.#make(id, settings, this.#options.follow);
    this.#sessions.set(id, session);
    return session;
  }

  #make(id: string, settings: ConnectionSettings, follow: boolean): ConnectionSession {
    const { inventory, clock, newId, log } = this.#options;
    const read: ReadSecrets = async () => this.#lent.keys.get(id) ?? this.#store.read(id);
    const route = routeOf(settings, read, this.#options);
    return new ConnectionSession({
      ...{ id, settings, inventory, clock, newId, log, follow, route },
      provider: providerOf(this.#options, { id, settings, read }, route),
      onChange: () => this.#changed.notify(null),
    });
  }
}
