import type { TakenQuestions } from '../../../shared/model/questions/taken.ts';
import type { TakenFields } from '../../../shared/model/verbs/taken.ts';
import { billing, size } from '../../../shared/model/verbs/traits.ts';
import { listedKinds } from '../ucloud/choose.ts';
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

/** What can be listed, and what the table of prices has (001, lines 194–208). */
export const takenQuestions = {
  choices: { region: 'required', kind: listedKinds, within: 'optional' },
  price: {
    ...{ region: 'required', tenantId: 'optional', quantity: 'required' },
    ...{ cpuCount: 'required', memoryBytes: 'required', gpuCount: 'optional' },
    ...all(billing),
    ...{ computeSetId: 'required', imageId: 'required', bootDiskSetId: 'required' },
    // Demanded too, but what a VM gets without asking is known (001, line 38).
    bootDiskBytes: 'optional',
  },
} as const satisfies TakenQuestions;
