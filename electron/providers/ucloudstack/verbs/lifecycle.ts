import type { RequestOf } from '../../../../shared/model/verbs/index.ts';
import { nothingMore } from '../../ucloud/calls.ts';
import {
  apartFromBilling,
  bindResource,
  chargeOf,
  networkFields,
  requestFields,
  sizeFields,
} from '../../ucloud/fields.ts';
import { base64Secret, by, plainSecret, type WireFields } from '../../ucloud/wire-fields.ts';
import type { VmHandlers } from '../../verbs.ts';
import { clonedSchema } from '../wire.ts';
import type { Tools } from './tools.ts';

type Handlers = Pick<VmHandlers, 'clone' | 'clone-cancel' | 'clone-forget' | 'reinstall' | 'delete'>;

/** What only this generation has of a new VM's networks (000, lines 63–70, 76–77). */
export const moreNetworkFields = {
  ...networkFields,
  addressVersion: ['InternalIPVersion', by({ '4': 'IPv4', '6': 'IPv6', both: 'ALL' })],
  secondAddress: ['InternalExpandIP'],
  mac: ['LANMAC'],
  inboundLimit: ['LANInAverageBandwidth'],
  outboundLimit: ['LANOutAverageBandwidth'],
  externalMac: ['WANMAC'],
  flatNetworkId: ['FlatNetworkID'],
  flatSecurityGroupId: ['FlatNetworkSGID'],
} as const;

/** Whom something new belongs to, but for its tenant (000, lines 10–14). */
export const belongingFields = {
  ...requestFields,
  ownerEmail: ['Email'],
  projectId: ['ProjectID'],
} as const;

/**
 * What a call for a new VM demands though a VM can do without: an address outside of no bandwidth is none (000, lines
 * 41–42 and 871–874).
 */
export const nothingOutside = { IPVersion: 'IPv4', Bandwidth: 0 } as const;

const cloneFields = {
  ...{ name: ['Name'], remark: ['Remark'], snapshotId: ['VMSPID'] },
  ...sizeFields,
  ...moreNetworkFields,
  ...belongingFields,
} as const satisfies WireFields<RequestOf<'clone'>>;

const secretFields = { password: ['Password', plainSecret], userData: ['UserData', base64Secret] } as const;

/** Copying, replacing and removing VMs (000, lines 301–316, 480–497, 848–949). */
export const lifecycleHandlers = ({ client, tenancy, send }: Tools): Handlers => ({
  clone: async (ref, { tenantId, ...wished }, secrets, signal) => {
    const tenant = await tenancy.demanded(tenantId, ref, signal);
    const values = {
      ...{ Region: ref.region, VMID: ref.cloudId },
      ...tenancy.newProject,
      ...nothingOutside,
      ...chargeOf(wished),
      ...tenant,
    };
    const wish = { request: apartFromBilling(wished), fields: cloneFields, secrets };
    const { VMID, VMCID } = await send('CloneVMInstance', values, wish, clonedSchema, signal);
    return { ...(VMID !== undefined && { vmId: VMID }), ...(VMCID !== undefined && { jobId: VMCID }) };
  },
  'clone-cancel': (ref, { jobId, cloneId }, _, signal) => {
    const clone = cloneId === undefined ? {} : { VMID: cloneId };
    const values = { ...tenancy.placeOf(ref), VMCID: jobId, SourceVMID: ref.cloudId, ...clone };
    return client.call('CancelCloneVMInstance', values, nothingMore, signal);
  },
  'clone-forget': (ref, { jobId }, _, signal) =>
    client.call('DeleteVMC', { ...tenancy.placeOf(ref), VMCID: jobId }, nothingMore, signal),
  reinstall: (ref, request, secrets, signal) => {
    const wish = { request, fields: { imageId: ['ImageID'] } as const, secrets, secretFields };
    return send('ReinstallVMInstance', tenancy.vmOf(ref), wish, nothingMore, signal);
  },
  // There is no recycle bin, so what is deleted is gone.
  delete: (ref, { withResources }, _, signal) =>
    client.call('DeleteVMInstance', { ...tenancy.vmOf(ref), ...bindResource(withResources) }, nothingMore, signal),
});
