import type { TakenFields } from '../../../shared/model/verbs/taken.ts';
import { billing, size } from '../../../shared/model/verbs/traits.ts';
import { all } from '../ucloud/taken.ts';

const request = { requestTitle: 'optional', requestReason: 'optional' } as const;

/** What the tables of document 001 have: lines 20–49, 404–410, 436–444 and 472–475. */
export const takenFields = {
  create: {
    ...{ name: 'required', remark: 'optional', computeSetId: 'required', imageId: 'required', password: 'required' },
    ...{ cpuCount: 'required', memoryBytes: 'required', gpuCount: 'optional' },
    ...{ tenantId: 'optional', projectId: 'optional' },
    ...request,
    ...all(billing),
    ...{ bootDiskSetId: 'required', bootDiskBytes: 'optional', bootDiskId: 'optional' },
    ...{ dataDiskSetId: 'optional', dataDiskBytes: 'optional', dataDiskId: 'optional' },
    ...{ vpcId: 'required', subnetId: 'required', address: 'optional', securityGroupId: 'optional' },
    ...{ externalLineId: 'optional', externalVersion: 'optional', externalBandwidth: 'optional' },
    ...{ externalAddress: 'optional', externalSecurityGroupId: 'optional' },
  },
  resize: { ...all(size), ...request },
  reinstall: { imageId: 'required', password: 'optional' },
  delete: { withResources: 'required' },
  'password-reset': { password: 'required' },
  'gateway-set': { externalAddressId: 'required' },
} as const satisfies TakenFields;
