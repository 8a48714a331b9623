import type { Vm } from '../../shared/model/vm.ts';

/** Texts kept for sharing; a fleet has far fewer that come again. */
const mostTexts = 20_000;
const none: never[] = [];

/** Nobody may change an array of a VM, so that all the empty ones can be one. */
const orNone = <T>(items: T[]): T[] => (items.length === 0 ? none : items);

/**
 * What many VMs of a fleet have in common, held once: an answer of a cloud brings a copy of its own of every word with
 * every VM.
 */
export class SharedParts {
  readonly #texts = new Map<string, string>();

  /** Texts that are kept. */
  get size(): number {
    return this.#texts.size;
  }

  /** The same VM in less memory, in its state since `since`. */
  share(vm: Vm, since: number): Vm {
    // Field by field: a spread for each group of them takes twice as long.
    return {
      ...vm,
      connectionId: this.#text(vm.connectionId),
      region: this.#text(vm.region),
      tenantId: this.#text(vm.tenantId),
      power: { state: vm.power.state, raw: this.#text(vm.power.raw), since, progress: vm.power.progress },
      os: { family: vm.os.family, name: this.#text(vm.os.name) },
      nics: vm.nics.length === 0 ? none : vm.nics.map(this.#nic),
      disks: vm.disks.length === 0 ? none : vm.disks.map(this.#disk),
      host: this.#text(vm.host),
      cluster: this.#text(vm.cluster),
      image: this.#text(vm.image),
      imageId: this.#text(vm.imageId),
      project: this.#text(vm.project),
      projectId: this.#text(vm.projectId),
      tenant: this.#text(vm.tenant),
      owner: this.#text(vm.owner),
      groups: orNone(vm.groups),
      usbIds: orNone(vm.usbIds),
      warnings: orNone(vm.warnings),
      undocumented: vm.undocumented.length === 0 ? none : vm.undocumented.map(this.#undocumented),
      pendingChanges: orNone(vm.pendingChanges),
      snapshots: orNone(vm.snapshots),
      tags: vm.tags.length === 0 ? none : vm.tags.map(this.#tag),
    };
  }

  clear(): void {
    this.#texts.clear();
  }

  readonly #nic = (nic: Vm['nics'][number]): Vm['nics'][number] => ({
    ...nic,
    network: this.#text(nic.network),
    name: this.#text(nic.name),
    securityGroup: this.#text(nic.securityGroup),
  });

  readonly #disk = (disk: Vm['disks'][number]): Vm['disks'][number] => ({
    ...disk,
    name: this.#text(disk.name),
    device: this.#text(disk.device),
  });

  readonly #tag = ({ key, value }: Vm['tags'][number]): Vm['tags'][number] => ({
    key: this.#text(key),
    value: this.#text(value),
  });

  readonly #undocumented = ({ field, value }: Vm['undocumented'][number]): Vm['undocumented'][number] => ({
    field: this.#text(field),
    value: this.#text(value),
  });

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= mostTexts) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
