import { expect } from 'vitest';
import type { Simulator } from '../machinery/simulator.ts';
import { signatureOf } from './signature.ts';

export interface Answer {
  readonly Action: string;
  readonly RetCode: number;
  readonly Message: string;
  readonly TotalCount?: number;
  readonly Infos?: readonly Readonly<Record<string, unknown>>[];
  readonly Info?: Readonly<Record<string, unknown>>;
  readonly SPID?: string;
  readonly SPIDs?: readonly string[];
  readonly VMID?: string;
  readonly VMCID?: string;
  readonly DiskID?: string;
  readonly EIPID?: string;
  readonly SessionID?: string;
  readonly Link?: string;
  readonly Price?: number;
  readonly OrderType?: string;
}

export type Values = Readonly<Record<string, string>>;

/** The flattened parameters with key and signature. */
export const signed = (simulator: Simulator, values: Values): URLSearchParams => {
  const flat = { PublicKey: simulator.publicKey, ...values };
  const signature = signatureOf(new Map(Object.entries(flat)), simulator.privateKey);
  return new URLSearchParams({ ...flat, Signature: signature });
};

export const post = async (simulator: Simulator, body: URLSearchParams): Promise<Answer> => {
  const response = await fetch(simulator.url, { method: 'POST', body });
  return (await response.json()) as Answer;
};

export const call = (simulator: Simulator, action: string, values: Values = {}): Promise<Answer> =>
  post(simulator, signed(simulator, { Action: action, ...values }));

/** Calls an action on a VM in its own region. */
export const callVm = (simulator: Simulator, action: string, vmId: string, values: Values = {}): Promise<Answer> => {
  const region = simulator.vms().find((vm) => vm.vmId === vmId)?.region ?? '';
  return call(simulator, action, { Region: region, VMID: vmId, ...values });
};

export const describeVm = async (simulator: Simulator, vmId: string): Promise<Readonly<Record<string, unknown>>> => {
  const region = simulator.vms().find((vm) => vm.vmId === vmId)?.region ?? '';
  const { Infos } = await call(simulator, 'DescribeVMInstance', { Region: region, 'VMIDs.0': vmId });
  return Infos?.[0] ?? {};
};

/** The id of some VM in this state. */
export const vmIn = (simulator: Simulator, state: string): string => {
  const found = simulator.vms().find((vm) => vm.state === state);
  if (found === undefined) throw new Error(`No VM is ${state}`);
  return found.vmId;
};

/** Ends what is under way, and looks whether the VM is in this state. */
export const reaches = async (simulator: Simulator, vmId: string, state: string): Promise<void> => {
  simulator.finish();
  expect((await describeVm(simulator, vmId))['State']).toBe(state);
};
