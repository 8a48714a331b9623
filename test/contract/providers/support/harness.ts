import type { Provider, Secrets } from '../../../../electron/providers/provider.ts';
import type { Capability } from '../../../../shared/model/capability.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import type { RegionRequestOf } from '../../../../shared/model/verbs/index.ts';
import type { ConsoleKind, Vm, VmRef } from '../../../../shared/model/vm.ts';

/** A provider in front of a cloud that runs for the test. */
export interface ProviderHarness {
  readonly provider: Provider;
  /** A region with VMs. */
  readonly region: string;
  /** What the cloud holds there. */
  readonly vmCount: number;
  /** The call that lists the VMs of that region, and something of its answer. */
  readonly rawList: {
    readonly id: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly answer: object;
  };
  /** A VM that the cloud can make there, with a data disk, and the secrets that go with the order. */
  readonly order: RegionRequestOf<'create'>;
  readonly orderSecrets: Secrets;
  /** Kinds of consoles that the test cloud can show on this machine. */
  readonly consoleKinds: readonly ConsoleKind[];
  stop(): Promise<void>;
}

/** The time that one call has. */
export const signal = (): AbortSignal => AbortSignal.timeout(30_000);

/** Reads a VM again until it is as wanted. */
export async function vmWhen(provider: Provider, ref: VmRef, wanted: (vm: Vm) => boolean): Promise<Vm> {
  const limit = signal();
  for (;;) {
    const vm = await provider.readVm(ref, limit);
    if (wanted(vm)) return vm;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const isIn =
  (state: PowerState) =>
  (vm: Vm): boolean =>
    vm.power.state === state;

export async function allVms(provider: Provider, region: string): Promise<readonly Vm[]> {
  const vms: Vm[] = [];
  await provider.listVms(region, {}, (page) => vms.push(...page), signal());
  return vms;
}

/** The first VM of the region in the state; `nth` takes another, so that tests do not share one. */
export async function vmIn(provider: Provider, region: string, state: PowerState, nth = 0): Promise<Vm> {
  const vm = (await allVms(provider, region)).filter(isIn(state))[nth];
  if (vm === undefined) throw new Error(`the test cloud has no VM that is ${state}`);
  return vm;
}

/** Runs `work` where the cloud can do it. */
export const ifCapable = async (
  harness: () => ProviderHarness,
  capability: Capability,
  work: (harness: ProviderHarness) => Promise<void>,
): Promise<void> => {
  if (harness().provider.capabilities.has(capability)) await work(harness());
};
