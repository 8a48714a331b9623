import type { PowerAction } from '../../../shared/model/power.ts';
import type { VmRef } from '../../../shared/model/vm.ts';

/** The calls that both generations name alike. */
export const powerCalls = {
  start: 'StartVMInstance',
  shutdown: 'StopVMInstance',
  'power-off': 'PoweroffVMInstance',
  restart: 'RestartVMInstance',
} as const satisfies Record<PowerAction, string>;

export const vmOf = ({ region, cloudId }: VmRef): { readonly Region: string; readonly VMID: string } => ({
  Region: region,
  VMID: cloudId,
});
