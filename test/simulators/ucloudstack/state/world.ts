import { RET, Refusal } from '../retcodes.ts';
import { makeFleet } from './fleet.ts';
import { RESTING, type Machine, type Snapshot, type UsbDevice, type VmState } from './model.ts';
import type { Random } from './random.ts';

export interface WorldOptions {
  readonly random: Random;
  readonly vms: number;
  /** Milliseconds; a transition takes between half of it and all of it. */
  readonly transitionMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Everything the cloud remembers. Owns the timers of what is under way. */
export class World {
  readonly #options: WorldOptions;
  readonly #machines = new Map<string, Machine>();
  readonly #usb = new Map<string, UsbDevice>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: WorldOptions) {
    this.#options = options;
    const { machines, usbDevices } = makeFleet(options.random, options.vms);
    for (const machine of machines) this.#machines.set(machine.vmId, machine);
    for (const device of usbDevices) this.#usb.set(device.usbId, device);
    for (const machine of machines) if (machine.state === 'Migrating') this.#advanceMigration(machine);
  }

  machines(): readonly Machine[] {
    return [...this.#machines.values()];
  }

  usbDevices(): readonly UsbDevice[] {
    return [...this.#usb.values()];
  }

  /** Unix seconds. */
  seconds(): number {
    return Math.floor(this.#options.now() / 1000);
  }

  /** @throws {Refusal} 1004 for a VM that is not in this region and tenant. */
  machine(vmId: string, region: string, companyId: number | undefined): Machine {
    const found = this.#machines.get(vmId);
    const visible = found?.place.region === region && (companyId ?? found.place.companyId) === found.place.companyId;
    if (found === undefined || !visible) throw new Refusal(RET.vmNotFound, `VM ${vmId} not found`);
    return found;
  }

  /** @throws {Refusal} 200 for a device that is not in this region. */
  usbDevice(usbId: string, region: string): UsbDevice {
    const found = this.#usb.get(usbId);
    if (found?.region !== region) throw new Refusal(RET.notFound, `USB device ${usbId} not found`);
    return found;
  }

  usbIdsOf(vmId: string): readonly string[] {
    return this.usbDevices()
      .filter((device) => device.attachedVmId === vmId)
      .map((device) => device.usbId);
  }

  /** Enters a transitional state and leaves it after the transition time; what was under way is given up. */
  begin(machine: Machine, via: VmState, to: VmState, done?: () => void): void {
    this.#enter(machine, via);
    const { random, transitionMs } = this.#options;
    const delay = transitionMs * (0.5 + random.next() / 2);
    this.#after(machine.vmId, delay, () => {
      this.#enter(machine, to);
      done?.();
    });
  }

  newSnapshotId(): string {
    return `vmsp-${this.#options.random.code(13)}`;
  }

  addSnapshot(machine: Machine, snapshot: Snapshot): void {
    machine.snapshots.push(snapshot);
    machine.currentSpId = snapshot.spId;
  }

  /** The current marker falls back to the youngest snapshot that is left. */
  deleteSnapshots(machine: Machine, spIds: readonly string[]): void {
    machine.snapshots = machine.snapshots.filter((snapshot) => !spIds.includes(snapshot.spId));
    if (!machine.snapshots.some((snapshot) => snapshot.spId === machine.currentSpId))
      machine.currentSpId = machine.snapshots.at(-1)?.spId;
    machine.updateTime = this.seconds();
  }

  remove(vmId: string): void {
    clearTimeout(this.#timers.get(vmId));
    this.#timers.delete(vmId);
    this.#machines.delete(vmId);
    for (const device of this.#usb.values()) if (device.attachedVmId === vmId) this.detach(device);
  }

  attach(device: UsbDevice, machine: Machine, kind: string): void {
    device.status = 'Attached';
    device.attachedVmId = machine.vmId;
    device.attachedType = kind;
    machine.updateTime = this.seconds();
  }

  detach(device: UsbDevice): void {
    const machine = this.#machines.get(device.attachedVmId);
    device.status = 'Detached';
    device.attachedVmId = '';
    device.attachedType = '';
    if (machine !== undefined) machine.updateTime = this.seconds();
  }

  /** Drops every timer. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #enter(machine: Machine, state: VmState): void {
    machine.state = state;
    machine.updateTime = this.seconds();
    machine.progress = 0;
  }

  #after(vmId: string, ms: number, act: () => void): void {
    clearTimeout(this.#timers.get(vmId));
    this.#timers.set(
      vmId,
      setTimeout(() => {
        this.#timers.delete(vmId);
        act();
      }, ms),
    );
  }

  #advanceMigration(machine: Machine): void {
    this.#after(machine.vmId, this.#options.transitionMs * 2, () => {
      machine.progress += 1;
      if (machine.progress >= 100) this.#enter(machine, 'Running');
      else this.#advanceMigration(machine);
    });
  }
}

/** @throws {Refusal} 1006 while the VM is busy, 1005 when it rests in another state. */
export const requireState = (machine: Machine, ...allowed: readonly VmState[]): void => {
  if (allowed.includes(machine.state)) return;
  const code = RESTING.has(machine.state) ? RET.vmState : RET.vmBusy;
  throw new Refusal(code, `VM ${machine.vmId} is ${machine.state}; this needs ${allowed.join(' or ')}`);
};
