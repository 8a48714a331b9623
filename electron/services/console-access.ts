import { AppError } from '../../shared/errors/app-error.ts';
import { availability } from '../../shared/model/action.ts';
import type { CopiedSecret } from '../../shared/model/clipboard.ts';
import { shownName, type ConsoleKind, type Vm } from '../../shared/model/vm.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { AuditDeed } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import type { Connections } from './connections.ts';
import type { Inventory } from './inventory.ts';
import type { SecretClipboard } from './secret-clipboard.ts';

interface ConsoleAccessOptions {
  readonly audit: Audit;
  readonly connections: Connections;
  readonly inventory: Inventory;
  readonly clipboard: Pick<SecretClipboard, 'copy'>;
}

/** @throws AppError `action.unavailable` when this VM has no such console now */
export function requireConsole(vm: Vm, kind: ConsoleKind, connections: Connections): void {
  const action = `console-${kind}` as const;
  const { enabled, reason } = availability(
    action,
    { power: vm.power, consoles: vm.consoles, busy: false },
    connections.capabilities(vm.connectionId),
    connections.isOnline(vm.connectionId),
  );
  if (!enabled) throw new AppError('action.unavailable', { action, reason: reason ?? 'unsupported' });
}

/** What the audit log is told of a ticket that is not for a window of ours. */
export const ticketDeed = (
  vm: Vm,
  connections: Pick<Connections, 'name'>,
  parameters: Record<string, string | boolean>,
  begins: boolean,
): AuditDeed => ({
  ...{ action: 'console.ticket', vm: { id: vm.id, name: shownName(vm) }, parameters, begins },
  connection: { id: vm.connectionId, name: connections.name(vm.connectionId) },
});

/** What another viewer needs to open a VM's console. Each call asks the cloud for a new ticket. */
export class ConsoleAccess {
  readonly #options: ConsoleAccessOptions;

  constructor(options: ConsoleAccessOptions) {
    this.#options = options;
  }

  /** @throws AppError `vm.gone`, `action.unavailable`, what the provider throws */
  async address(vmId: string, kind: ConsoleKind, signal: AbortSignal): Promise<{ host: string; port: number }> {
    const { host, port } = await this.#ticket(vmId, kind, 'no', signal);
    return { host, port };
  }

  /** Puts the console's password on the clipboard. Throws as {@link address} and {@link SecretClipboard.copy} do. */
  async copyPassword(vmId: string, kind: ConsoleKind, signal: AbortSignal): Promise<CopiedSecret> {
    const { password } = await this.#ticket(vmId, kind, 'clipboard', signal);
    return this.#options.clipboard.copy(password);
  }

  /**
   * Hands the cloud's console for browsers, whose address has a ticket in it, to the system's browser.
   *
   * @throws AppError `vm.gone`, `action.unavailable`, `console.web-unset`, what the provider and `openLink` throw
   */
  async openWeb(vmId: string, openLink: (link: string) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { audit, connections, inventory } = this.#options;
    const vm = inventory.get(vmId);
    requireConsole(vm, 'vnc', connections);
    const open = async (): Promise<void> => openLink(await connections.webConsole(vm, signal));
    await audit.watch(ticketDeed(vm, connections, { kind: 'web', revealed: 'browser' }, true), open);
  }

  #ticket(vmId: string, kind: ConsoleKind, revealed: string, signal: AbortSignal): Promise<ConsoleTicket> {
    const { audit, connections, inventory } = this.#options;
    const vm = inventory.get(vmId);
    requireConsole(vm, kind, connections);
    const deed = ticketDeed(vm, connections, { kind, revealed }, revealed !== 'no');
    return audit.watch(deed, () => connections.consoleTicket(vm, kind, signal));
  }
}
