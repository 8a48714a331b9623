import { Jobs } from '../../machinery/jobs.ts';
import { randomOf, seededRandom, type Random } from '../../machinery/random.ts';
import type { VmSummary } from '../../machinery/simulator.ts';
import { RET, Refusal } from '../retcodes.ts';
import { addressesOf, entryOf, firstStateOf, grow, type Entry, type FleetTraits } from './fleet.ts';
import { RESTING, type Machine, type Pending, type Snapshot, type UsbDevice, type VmState } from './model.ts';
import { Register } from './register.ts';
import { makeUsbDevices } from './usb.ts';
import { regionIndexOf, REGIONS } from './vocabulary.ts';

const ID_SALT = 15_485_863;
/** A fleet's migration under way moves by one percent in so many transition times. */
const TRANSITIONS_PER_PERCENT = 2;

export interface WorldOptions {
  readonly seed: number;
  readonly traits: FleetTraits;
  readonly vms: number;
  /** Milliseconds; a transition takes between half of it and all of it. */
  readonly transitionMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How a transition differs from the usual. */
export interface Transition {
  readonly done?: () => void;
  /** Tells `StatusProcessProgress` on the way. */
  readonly progress?: true;
  /** So many times the usual duration. */
  readonly times?: number;
}

/** Everything the cloud remembers of its VMs. Owns the timers of what is under way. */
export class World {
  readonly random: Random;
  readonly #options: WorldOptions;
  readonly #startedAt: number;
  readonly #register = new Register();
  readonly #usb = new Map<string, UsbDevice>();
  readonly #jobs = new Jobs();
  #made: number;

  constructor(options: WorldOptions) {
    const { seed, traits, vms } = options;
    this.#options = options;
    this.#startedAt = options.now();
    this.#made = vms;
    this.random = seededRandom(seed + ID_SALT);
    const entries = Array.from({ length: vms }, (_unused, index) => entryOf(seed, index));
    this.#register.fill(entries);
    const holder = entries.find((entry) => firstStateOf(entry.index, traits) === 'Running');
    if (traits.usb) for (const device of makeUsbDevices(seed, holder)) this.#usb.set(device.usbId, device);
  }

  /** The VMs of a region, newest first; without a copy. */
  entries(region: string): readonly Entry[] {
    return this.#register.of(region);
  }

  entry(vmId: string): Entry | undefined {
    return this.#register.get(vmId);
  }

  stateOf(entry: Entry): VmState {
    if (entry.machine !== undefined) return entry.machine.state;
    const state = firstStateOf(entry.index, this.#options.traits);
    return state === 'Migrating' && this.now() >= this.#migration(entry.index).endsAt ? 'Running' : state;
  }

  /** The whole VM, to be read only: what happens to it later is not seen in it. */
  read(entry: Entry): Machine {
    if (entry.machine !== undefined) return entry.machine;
    const machine = grow(this.#options.seed, entry, this.#options.traits);
    if (machine.state !== 'Migrating') return machine;
    const work = this.#migration(entry.index);
    return this.now() >= work.endsAt ? { ...machine, state: 'Running' } : { ...machine, work };
  }

  /**
   * The VM that an action is about to change.
   *
   * @throws {Refusal} 1004 for a VM that is not in this region and tenant.
   */
  machine(vmId: string, region: string, companyId: number | undefined): Machine {
    const entry = this.#register.get(vmId);
    const visible = entry?.place.region === region && (companyId ?? entry.place.companyId) === entry.place.companyId;
    if (entry === undefined || !visible) throw new Refusal(RET.vmNotFound, `VM ${vmId} not found`);
    return this.#wake(entry);
  }

  addressesOf(entry: Entry): readonly string[] {
    return entry.machine === undefined ? addressesOf(entry.index) : entry.machine.nics.map((nic) => nic.ip);
  }

  summaries(): readonly VmSummary[] {
    const snapshotIds = (entry: Entry): readonly string[] => this.read(entry).snapshots.map(({ spId }) => spId);
    return this.#register.all().map((entry) => ({
      vmId: entry.vmId,
      name: entry.name,
      region: entry.place.region,
      state: this.stateOf(entry),
      hostIp: entry.place.hostIp,
      projectId: entry.place.projectId,
      usbIds: this.usbIdsOf(entry.vmId),
      // Only now and then somebody asks, and it takes the whole VM to tell.
      get spIds() {
        return snapshotIds(entry);
      },
    }));
  }

  usbDevices(): readonly UsbDevice[] {
    return [...this.#usb.values()];
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

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#options.now();
  }

  /** Unix seconds. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Enters a transitional state and leaves it after the transition time; what was under way is given up. */
  begin(machine: Machine, via: VmState, to: VmState, { done, progress, times = 1 }: Transition = {}): void {
    this.#enter(machine, via);
    const startedAt = this.now();
    const delay = this.#options.transitionMs * times * (0.5 + this.random.next() / 2);
    if (progress === true) machine.work = { from: 0, startedAt, endsAt: startedAt + delay };
    this.#jobs.after(machine.vmId, delay, () => {
      if (via === 'Restarting') this.#settle(machine, ({ powerOff }) => !powerOff);
      this.#enter(machine, to);
      if (to === 'Stopped') this.#settle(machine, () => true);
      done?.();
    });
  }

  /** The transition under way, if there is one, ends in this state and without its effect. */
  giveUp(vmId: string, state: VmState): void {
    const machine = this.#register.get(vmId)?.machine;
    if (machine !== undefined) this.#jobs.divert(vmId, () => this.#enter(machine, state));
  }

  /** Deletes after the transition time. */
  beginDeletion(machine: Machine, done: () => void): void {
    this.begin(machine, this.#options.traits.deleting, this.#options.traits.deleting, {
      done: () => {
        this.remove(machine.vmId);
        done();
      },
    });
  }

  /** Puts a setting in force: at once when the VM is off, else at the next power-off (or restart). */
  change(machine: Machine, change: Pending): void {
    const others = machine.pending.filter(({ field }) => field !== change.field);
    const off = machine.state === 'Stopped';
    machine.pending = off ? others : [...others, change];
    if (off) machine.settings = { ...machine.settings, ...change.change };
    this.touch(machine);
  }

  touch(machine: Machine): void {
    machine.updateTime = this.seconds();
  }

  add(machine: Machine): void {
    const { vmId, name, remark, place, createTime, load } = machine;
    this.#register.addFirst({ index: -1, vmId, name, remark, place, createTime, load, machine });
  }

  addSnapshot(machine: Machine, snapshot: Snapshot): void {
    machine.snapshots = [...machine.snapshots, snapshot];
    machine.currentSpId = snapshot.spId;
  }

  /** The current marker falls back to the youngest snapshot that is left. */
  deleteSnapshots(machine: Machine, spIds: readonly string[]): void {
    machine.snapshots = machine.snapshots.filter((snapshot) => !spIds.includes(snapshot.spId));
    if (!machine.snapshots.some((snapshot) => snapshot.spId === machine.currentSpId))
      machine.currentSpId = machine.snapshots.at(-1)?.spId;
    this.touch(machine);
  }

  remove(vmId: string): void {
    this.#jobs.drop(vmId);
    this.#register.remove(vmId);
    for (const device of this.#usb.values()) if (device.attachedVmId === vmId) this.detach(device);
  }

  /** So many VMs that somebody else created, at the front of the region's list. */
  appear(region: string, count: number, where: 'front' | 'end' = 'front'): void {
    if (!REGIONS.some((known) => known.region === region)) return;
    for (let left = count; left > 0; left -= 1) {
      while (REGIONS[regionIndexOf(this.#made)]?.region !== region) this.#made += 1;
      const entry = entryOf(this.#options.seed, this.#made, this.seconds());
      if (where === 'front') this.#register.addFirst(entry);
      else this.#register.addLast(entry);
      this.#made += 1;
    }
  }

  vanishFirst(region: string, count: number): void {
    for (const { vmId } of this.entries(region).slice(0, count)) this.remove(vmId);
  }

  /** So many of the first that are listed vanish, and as many others come at the end of the list. */
  turn(region: string, count: number, oldestFirst: boolean): void {
    const entries = this.entries(region);
    const first = oldestFirst ? entries.slice(-count) : entries.slice(0, count);
    for (const { vmId } of first) this.remove(vmId);
    this.appear(region, count, oldestFirst ? 'front' : 'end');
  }

  attach(device: UsbDevice, machine: Machine, kind: string): void {
    device.status = 'Attached';
    device.attachedVmId = machine.vmId;
    device.attachedType = kind;
    this.touch(machine);
  }

  detach(device: UsbDevice): void {
    const machine = this.#register.get(device.attachedVmId);
    device.status = 'Detached';
    device.attachedVmId = '';
    device.attachedType = '';
    if (machine !== undefined) this.touch(this.#wake(machine));
  }

  /** Ends at once every transition under way. */
  finish(): void {
    this.#jobs.finish();
  }

  /** Drops every timer. */
  close(): void {
    this.#jobs.close();
  }

  /** From here on the VM is kept, since it changes. */
  #wake(entry: Entry): Machine {
    if (entry.machine !== undefined) return entry.machine;
    const machine = this.read(entry);
    entry.machine = machine;
    if (machine.work !== undefined)
      this.#jobs.after(machine.vmId, machine.work.endsAt - this.now(), () => this.#enter(machine, 'Running'));
    return machine;
  }

  #migration(index: number): NonNullable<Machine['work']> {
    const from = randomOf(this.#options.seed, -2 - index).between(5, 60);
    const startedAt = this.#startedAt;
    const length = (100 - from) * TRANSITIONS_PER_PERCENT * this.#options.transitionMs;
    return { from, startedAt, endsAt: startedAt + length };
  }

  #enter(machine: Machine, state: VmState): void {
    machine.state = state;
    machine.work = undefined;
    this.touch(machine);
  }

  #settle(machine: Machine, due: (pending: Pending) => boolean): void {
    for (const { change } of machine.pending.filter(due)) machine.settings = { ...machine.settings, ...change };
    machine.pending = machine.pending.filter((pending) => !due(pending));
  }
}

/** @throws {Refusal} 1006 while the VM is busy, 1005 when it rests in another state. */
export const requireState = (machine: Machine, ...allowed: readonly VmState[]): void => {
  if (allowed.includes(machine.state)) return;
  const code = RESTING.has(machine.state) ? RET.vmState : RET.vmBusy;
  throw new Refusal(code, `VM ${machine.vmId} is ${machine.state}; this needs ${allowed.join(' or ')}`);
};

/** @throws {Refusal} 1014 for a VM that runs or sleeps, 1006 while it is busy. */
export const requireOff = (machine: Machine, ...also: readonly VmState[]): void => {
  if (machine.state === 'Running' || machine.state === 'Saved')
    throw new Refusal(RET.mustBeStopped, `VM ${machine.vmId} is ${machine.state} and must be stopped`);
  requireState(machine, 'Stopped', ...also);
};
