import type { RegionRequestOf, RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Secrets } from '../provider.ts';
import { nothingMore } from '../ucloud/calls.ts';
import {
  apartFromBilling,
  bindResource,
  chargeOf,
  diskFields,
  networkFields,
  requestFields,
  sizeFields,
} from '../ucloud/fields.ts';
import { createdSchema } from '../ucloud/envelope.ts';
import { powerHandlers } from '../ucloud/power.ts';
import type { UCloudTools } from '../ucloud/tools.ts';
import { plainSecret, type WireFields } from '../ucloud/wire-fields.ts';
import type { RegionHandlers, VmHandlers } from '../verbs.ts';
import type { UCloudStackV2Catalog } from './catalog/index.ts';

export type Tools = UCloudTools<UCloudStackV2Catalog>;

/** Every parameter of the table (001, lines 20–49) but those that are known without asking. */
const createFields = {
  ...{ name: ['Name'], remark: ['Remark'], computeSetId: ['VMType'], imageId: ['ImageID'], projectId: ['ProjectID'] },
  ...requestFields,
  ...sizeFields,
  gpuCount: ['GPU'],
  ...diskFields,
  ...networkFields,
} as const satisfies WireFields<RegionRequestOf<'create'>>;

const resizeFields = { ...sizeFields, ...requestFields } as const satisfies WireFields<RequestOf<'resize'>>;
const gatewayFields = { externalAddressId: ['EIPID'] } as const satisfies WireFields<RequestOf<'gateway-set'>>;
const imageField = { imageId: ['ImageID'] } as const satisfies WireFields<RequestOf<'reinstall'>>;
const secretFields = { password: ['Password', plainSecret] } as const satisfies WireFields<Secrets>;

/** What document 001 can do with a VM. */
export const vmHandlers = ({ client, tenancy: { vmOf }, send }: Tools): VmHandlers => ({
  ...powerHandlers((id, ref, signal) => client.call(id, vmOf(ref), nothingMore, signal)),
  'password-reset': (ref, request, secrets, signal) => {
    const wish = { request, fields: {}, secrets, secretFields };
    return send('ResetVMInstancePassword', vmOf(ref), wish, nothingMore, signal);
  },
  reinstall: (ref, request, secrets, signal) => {
    const wish = { request, fields: imageField, secrets, secretFields };
    return send('ReinstallVMInstance', vmOf(ref), wish, nothingMore, signal);
  },
  // There is no recycle bin, so what is deleted is gone.
  delete: (ref, { withResources }, _, signal) =>
    client.call('DeleteVMInstance', { ...vmOf(ref), ...bindResource(withResources) }, nothingMore, signal),
  resize: (ref, request, _, signal) =>
    send('ResizeVMConfig', vmOf(ref), { request, fields: resizeFields }, nothingMore, signal),
  'gateway-set': (ref, request, _, signal) =>
    send('UpdateVMDefaultGW', vmOf(ref), { request, fields: gatewayFields }, nothingMore, signal),
});

export const regionHandlers = ({ tenancy, send }: Tools): RegionHandlers => ({
  create: async (region, { tenantId, ...wished }, secrets, signal) => {
    // Whom it is for has to be said only where there is a choice (001, line 32).
    const needsTenant = tenantId !== undefined || tenancy.views.length > 1;
    const tenant = needsTenant ? await tenancy.demanded(tenantId, { region }, signal) : {};
    const values = { Region: region, ...tenancy.newProject, ...chargeOf(wished), ...tenant };
    const wish = { request: apartFromBilling(wished), fields: createFields, secrets, secretFields };
    const { VMID } = await send('CreateVMInstance', values, wish, createdSchema, signal);
    return VMID === undefined ? {} : { vmId: VMID };
  },
});
