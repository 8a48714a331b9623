import type { Billing } from '../../../shared/model/question.ts';
import type { Values } from '../../../shared/model/verbs/field.ts';
import type { belonging, graphics, networks, size } from '../../../shared/model/verbs/traits.ts';
import { gibibyte, mebibyte } from './map.ts';
import { by, inUnits, type WireFields } from './wire-fields.ts';

/** What both generations name alike on the wire; lines are those of document 000. */

export const chargeTypes = { hour: 'Dynamic', month: 'Month', year: 'Year' } as const satisfies Record<Billing, string>;

/** What has to be paid by something is paid by the hour unless somebody wishes otherwise: that binds least (line 18). */
export function chargeOf({
  billing = 'hour',
  periods = 1,
}: {
  billing?: Billing | undefined;
  periods?: number | undefined;
}) {
  // By the hour the number of periods is 1, whatever is sent (line 19).
  return { ChargeType: chargeTypes[billing], Quantity: billing === 'hour' ? 1 : periods };
}

/** How it is paid for is read as a whole, by {@link chargeOf}. */
export function apartFromBilling<R extends object>(request: R): Omit<R, 'billing' | 'periods'> {
  const others = Object.entries(request).filter(([field]) => field !== 'billing' && field !== 'periods');
  // Entries forget which fields they came from.
  return Object.fromEntries(others) as Omit<R, 'billing' | 'periods'>;
}

/** Memory is in MiB (line 27). */
export const sizeFields = {
  cpuCount: ['CPU'],
  memoryBytes: ['Memory', inUnits(mebibyte)],
} as const satisfies WireFields<Values<typeof size>>;

/** Lines 51–54. */
export const graphicsFields = {
  gpuKind: ['GPUType', by({ gpu: 'GPU', vgpu: 'VGPU' })],
  gpuModel: ['GPUMdevName'],
  gpuCount: ['GPU'],
  vgpuModel: ['MdevName'],
} as const satisfies WireFields<Values<typeof graphics>>;

/** Titles and reasons are for clouds that have requests approved (lines 10–11). The tenant goes its own way. */
export const requestFields = {
  requestTitle: ['ApplicationName'],
  requestReason: ['ApplicationReason'],
} as const satisfies WireFields<Values<typeof belonging>>;

export const ipVersions = { '4': 'IPv4', '6': 'IPv6' } as const;

/** The networks that both generations know. */
export const networkFields = {
  vpcId: ['VPCID'],
  subnetId: ['SubnetID'],
  address: ['InternalIP'],
  securityGroupId: ['LANSGID'],
  externalLineId: ['OperatorName'],
  externalVersion: ['IPVersion', by(ipVersions)],
  externalBandwidth: ['Bandwidth'],
  externalAddress: ['InternetIP'],
  externalSecurityGroupId: ['WANSGID'],
} as const satisfies WireFields<Values<typeof networks>>;

/** Disks are in GiB (line 30). */
export const diskFields = {
  bootDiskId: ['BootDiskID'],
  bootDiskSetId: ['BootDiskSetType'],
  bootDiskBytes: ['BootDiskSpace', inUnits(gibibyte)],
  dataDiskId: ['DataDiskID'],
  dataDiskSetId: ['DataDiskSetType'],
  dataDiskBytes: ['DataDiskSpace', inUnits(gibibyte)],
} as const;

/** 000, line 309; 001, line 506. */
export const bindResource = (withResources: boolean) => ({ DelBindResource: withResources ? 1 : 0 }) as const;
