import { AppError } from '../../shared/errors/app-error.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { PowerAction } from '../../shared/model/verbs/power.ts';
import { shownName, type ConsoleKind, type Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { BridgePort } from '../consoles/bridge-port.ts';
import type { Audit } from './audit.ts';
import { requireConsole } from './console-access.ts';
import { followConsole } from './console-audit.ts';
import { ConsoleSession } from './console-session.ts';
import { eachStep } from './each-step.ts';
import type { Connections } from './connections.ts';
import type { Inventory } from './inventory.ts';
import type { Log, NewId } from './ports.ts';
import type { Tasks } from './tasks.ts';

/** Native windows for consoles. */
export interface ConsoleWindows {
  /** Opens a window, or shows the one that is open under this key. Answers whether it is new. */
  show(key: string, title: string): boolean;
  close(key: string): void;
  /** Hands one end of a new byte channel to the window and answers the other. */
  channel(key: string, channelId: string): BridgePort;
}

interface ConsoleSessionsOptions {
  readonly audit: Audit;
  readonly connections: Connections;
  readonly inventory: Inventory;
  readonly tasks: Tasks;
  readonly windows: ConsoleWindows;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly onView: (key: string, view: ConsoleView) => void;
}

interface OpenConsole {
  readonly vmId: string;
  kind: ConsoleKind;
  session: ConsoleSession;
  /** As it was when it was last seen. */
  vm: Vm;
  readonly connectionName: string;
  readonly marks: Pick<ConsoleView, 'insecure' | 'production'>;
}

/** The open console windows, one per VM, and the session that each shows. The window's key is the VM's id. */
export class ConsoleSessions {
  readonly #options: ConsoleSessionsOptions;
  readonly #open = new Map<string, OpenConsole>();

  constructor(options: ConsoleSessionsOptions) {
    this.#options = options;
    options.inventory.onChange(() => this.#follow());
  }

  /** @throws AppError `vm.gone`, `action.unavailable` */
  open(vmId: string, kind: ConsoleKind): void {
    const { inventory, connections, windows } = this.#options;
    const vm = inventory.get(vmId);
    requireConsole(vm, kind, connections);
    const known = this.#open.get(vmId);
    const connectionName = connections.name(vm.connectionId);
    const connection = connections.list().find(({ id }) => id === vm.connectionId);
    const production = connection?.settings.environment === 'production';
    const marks = { insecure: connection?.insecure ?? false, production };
    if (known === undefined) {
      this.#open.set(vmId, { vmId, kind, vm, connectionName, marks, session: this.#newSession(vmId, kind) });
    }
    windows.show(vmId, `${shownName(vm)} · ${connectionName}`);
    if (known !== undefined && known.kind !== kind) this.switchTo(vmId, kind);
  }

  view(key: string): ConsoleView {
    const { vm, session, kind, connectionName, marks } = this.#get(key);
    return {
      ...{ sessionId: session.id, vmId: vm.id, vmName: shownName(vm), kind, kinds: vm.consoles },
      ...{
        state: session.state,
        error: session.error,
        power: vm.power.state,
        plain: session.secure === null ? null : !session.secure,
      },
      connectionName,
      ...marks,
    };
  }

  /** Starts the window's session; a new one, with a new ticket, when the last has ended. */
  connect(key: string): ConsoleView {
    const open = this.#get(key);
    if (open.session.state === 'closed') open.session = this.#newSession(key, open.kind);
    if (open.session.state === 'idle') void open.session.begin();
    return this.view(key);
  }

  disconnect(key: string): ConsoleView {
    this.#get(key).session.end();
    return this.view(key);
  }

  /** Ends the session and prepares one of the other protocol. */
  switchTo(key: string, kind: ConsoleKind): ConsoleView {
    const open = this.#get(key);
    open.session.end();
    open.kind = kind;
    open.session = this.#newSession(key, kind);
    void open.session.begin();
    return this.view(key);
  }

  /** The connection whose console a window shows. */
  connectionOf(key: string): string {
    return this.#get(key).vm.connectionId;
  }

  power(key: string, action: PowerAction): void {
    const { refused } = this.#options.tasks.run([this.#get(key).vmId], { action }, {});
    const [refusal] = refused;
    if (refusal !== undefined) throw new AppError(refusal.error.code, refusal.error.params);
  }

  /** Opens one byte channel of the session; a session that is no longer the window's is refused. */
  openChannel(key: string, sessionId: string, channelId: string): void {
    const { session } = this.#get(key);
    if (session.id !== sessionId) throw new AppError('cancelled');
    const port = this.#options.windows.channel(key, channelId);
    void session.carry(port);
  }

  windowClosed(key: string): void {
    const open = this.#open.get(key);
    this.#open.delete(key);
    open?.session.end();
  }

  /** Ends every session and closes its window. Those that cannot be closed keep no other open. */
  closeAll(): void {
    const { windows } = this.#options;
    const steps = [...this.#open.keys()].flatMap((key) => [() => this.windowClosed(key), () => windows.close(key)]);
    eachStep(steps, (error) => this.#noteStuck(error));
  }

  /** Keeps what is connected while the vault is locked, without its tickets; what is not connected yet ends. */
  seal(): void {
    const steps = [...this.#open.values()].map(
      ({ session }) =>
        () =>
          session.seal(),
    );
    eachStep(steps, (error) => this.#noteStuck(error));
  }

  #noteStuck(error: unknown): void {
    this.#options.log.write('error', 'console.stuck', { error: String(error) });
  }

  #get(key: string): OpenConsole {
    const open = this.#open.get(key);
    if (open === undefined) throw new AppError('ipc.forbidden');
    return open;
  }

  #newSession(key: string, kind: ConsoleKind): ConsoleSession {
    const { audit, connections, inventory, clock, newId, log } = this.#options;
    const id = newId();
    // The names of the beginning: at the end VM and connection may be gone.
    const vm = inventory.find(key) ?? this.#open.get(key)?.vm ?? null;
    const connection = vm === null ? null : { id: vm.connectionId, name: connections.name(vm.connectionId) };
    const named = vm === null ? null : { id: vm.id, name: shownName(vm) };
    const follow = followConsole(audit, clock, { connection, vm: named, parameters: { kind }, operationId: id });
    const session: ConsoleSession = new ConsoleSession({
      id,
      kind,
      clock,
      askTicket: async (signal) => {
        const present = inventory.get(key);
        const ticket = await connections.consoleTicket(present, kind, signal);
        const { connectionId } = present;
        return {
          ticket,
          route: connections.route(connectionId),
          trust: connections.consoleTrust(connectionId, ticket.host),
        };
      },
      onSideChannel: (channel, { code }) => log.write('info', 'console.side-channel', { session: id, channel, code }),
      onBelieved: ({ host }) => {
        if (vm !== null) connections.consoleCertificates.forget(vm.connectionId, host);
      },
      onUnbelieved: (server, shown, problem) => {
        if (vm !== null) connections.consoleCertificates.note(vm.connectionId, server, shown, problem);
      },
      onChange: () => {
        follow(session);
        const open = this.#open.get(key);
        if (open?.session === session) this.#tell(key);
      },
      report: (error) => {
        const reportId = newId();
        log.write('error', 'console.bug', { reportId, error: error instanceof Error ? error.stack : String(error) });
        return reportId;
      },
    });
    return session;
  }

  #tell(key: string): void {
    if (this.#open.has(key)) this.#options.onView(key, this.view(key));
  }

  /** The window shows the VM's power state, so it hears of it. */
  #follow(): void {
    for (const [key, open] of this.#open) {
      const vm = this.#options.inventory.find(key);
      if (vm === undefined || vm === open.vm) continue;
      const moved = vm.power.state !== open.vm.power.state || vm.name !== open.vm.name;
      open.vm = vm;
      if (moved) this.#tell(key);
    }
  }
}
