import type { Capability } from '../../shared/model/capability.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { PowerAction } from '../../shared/model/power.ts';
import type { UsbAttachMode, UsbDevice } from '../../shared/model/usb.ts';
import type { ConsoleKind, Vm, VmRef } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { Endpoint } from './catalog/endpoint.ts';
import type { HttpLimits } from './http/limits.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
}

/** Where a VM's screen is reached, and the password for one opening of it. */
export interface ConsoleTicket {
  readonly kind: ConsoleKind;
  readonly host: string;
  readonly port: number;
  readonly password: Secret;
}

export interface SnapshotWish {
  readonly name: string;
  readonly remark: string;
  /** Also keep the VM's memory. */
  readonly memory: boolean;
}

/**
 * One connection to one cloud. Every failure is an AppError; an aborted signal rejects with the signal's reason.
 * Calls that read are retried inside; calls that change something never are, and end in `outcome.unknown` when they
 * were sent and no answer tells whether they were carried out.
 */
export interface Provider {
  readonly capabilities: ReadonlySet<Capability>;
  /** All regions that the cloud names. Also the connection test. */
  regions(signal: AbortSignal): Promise<readonly Region[]>;
  /** All VMs of a region, pages as they arrive, each VM once; `total` is the cloud's count so far. */
  listVms(region: string, onPage: (vms: readonly Vm[], total: number) => void, signal: AbortSignal): Promise<void>;
  countVms(region: string, signal: AbortSignal): Promise<number>;
  /** The VMs of these ids; those that no longer exist are absent. */
  readVms(region: string, cloudIds: readonly string[], signal: AbortSignal): Promise<readonly Vm[]>;
  /** @throws AppError `vm.gone` when the cloud no longer has it. */
  readVm(ref: VmRef, signal: AbortSignal): Promise<Vm>;
  /** Returns when the cloud has accepted the action, not when the state is reached. */
  power(ref: VmRef, action: PowerAction, signal: AbortSignal): Promise<void>;
  /** Keeps the memory on disk and stops the VM; accepted when it returns. */
  hibernate(ref: VmRef, signal: AbortSignal): Promise<void>;
  /** Ends hibernation; accepted when it returns. */
  wake(ref: VmRef, signal: AbortSignal): Promise<void>;
  /** Returns the id of the snapshot that the cloud has begun to make. */
  createSnapshot(ref: VmRef, wish: SnapshotWish, signal: AbortSignal): Promise<string>;
  revertSnapshot(ref: VmRef, snapshotId: string, signal: AbortSignal): Promise<void>;
  deleteSnapshot(ref: VmRef, snapshotId: string, signal: AbortSignal): Promise<void>;
  /** Deletes all snapshots of the VM. */
  clearSnapshots(ref: VmRef, signal: AbortSignal): Promise<void>;
  /** A new password for the administrator of the guest. */
  resetPassword(ref: VmRef, password: Secret, signal: AbortSignal): Promise<void>;
  /** The USB devices of the VM's region, attached or not. */
  listUsb(ref: VmRef, signal: AbortSignal): Promise<readonly UsbDevice[]>;
  attachUsb(ref: VmRef, usbId: string, mode: UsbAttachMode, signal: AbortSignal): Promise<void>;
  detachUsb(ref: VmRef, usbId: string, signal: AbortSignal): Promise<void>;
  /** A fresh ticket at every call: a ticket is for one opening. */
  consoleTicket(ref: VmRef, kind: ConsoleKind, signal: AbortSignal): Promise<ConsoleTicket>;
  /** Every call of the cloud's API that can be made raw. */
  endpoints(): readonly Endpoint[];
  /**
   * One call of {@link Provider.endpoints}, checked against its entry before anything is sent. Answers with the body as
   * the cloud sent it, secrets included: whoever shows it redacts it.
   *
   * @throws AppError `cloud.invalid-parameter` {field, reason}, before anything is sent
   */
  call(endpointId: string, params: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
  /** Ends what is under way (it rejects with `cancelled`) and closes the sockets. */
  close(): Promise<void>;
}

export interface ProviderLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  /** Already redacted. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export type ProviderLog = (entry: ProviderLogEntry) => void;

export interface ProviderContext {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  /** Asked for at every call, so that the secret is in memory only while a call is being signed. */
  readonly secret: () => Promise<Secret>;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: ProviderLog;
  /** What is left out keeps its default. */
  readonly limits?: Partial<HttpLimits>;
}
