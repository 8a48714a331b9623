import type { TakenQuestions } from '../../../shared/model/questions/taken.ts';
import type { TakenFields } from '../../../shared/model/verbs/taken.ts';
import { belonging, billing, graphics, networks, size } from '../../../shared/model/verbs/traits.ts';
import { listedKinds } from '../ucloud/choose.ts';
import { all } from '../ucloud/taken.ts';

const diskCache = ['directsync', 'none', 'writeback'] as const;
const options = { highAvailability: 'optional', cpuMode: 'optional', cpuModel: 'optional' } as const;
const moreOptions = { firmware: 'optional', diskCache, dns: 'optional' } as const;
const homeNetwork = { vpcId: 'required', subnetId: 'required' } as const;

/** What the tables of document 000 have: lines 9–77, 301–316, 480–540, 622–642 and 848–885. */
export const takenFields = {
  create: {
    ...{ name: 'required', remark: 'optional', tags: 'optional', computeSetId: 'required' },
    ...all(belonging),
    ...all(billing),
    ...{ cpuCount: 'required', memoryBytes: 'required' },
    ...{ bootSource: ['image', 'disk'], imageId: 'optional' },
    ...{ osFamily: 'optional', osDistribution: 'optional', osVersion: 'optional' },
    ...{ bootDiskId: 'optional', bootDiskSetId: 'optional', bootDiskBytes: 'optional', bootDiskSecret: 'optional' },
    ...{ dataDiskId: 'optional', dataDiskSetId: 'optional', dataDiskBytes: 'optional', dataDiskSecret: 'optional' },
    ...{ dataDiskMount: 'optional', password: 'optional', userData: 'optional' },
    ...all(networks),
    ...homeNetwork,
    // Demanded even of a VM that goes nowhere outside (000, line 40).
    externalLineId: 'required',
    ...{ nicModel: 'optional', hostname: 'optional', usbId: 'optional', usbMode: 'optional' },
    ...all(graphics),
    ...{ gpuBinding: 'optional', isolationGroupId: 'optional' },
    ...options,
    ...moreOptions,
    ...{ cpuBindingHost: 'optional', cpuBindings: 'optional', cpuBindingDegradable: 'optional' },
    ...{ imageHasAgent: 'optional', imageHasCloudInit: 'optional', imageHasHotplug: 'optional' },
  },
  clone: {
    ...{ name: 'required', remark: 'optional', snapshotId: 'required' },
    ...{ cpuCount: 'required', memoryBytes: 'required' },
    ...all(networks),
    ...homeNetwork,
    ...all(belonging),
    ...all(billing),
  },
  resize: { ...all(size), ...all(graphics), requestTitle: 'optional', requestReason: 'optional' },
  'options-set': { ...options, ...moreOptions, isoSlots: 'optional', userData: 'optional' },
  // There is one image at most (000, line 634).
  'iso-eject': {},
  reinstall: { imageId: 'required', password: 'optional', userData: 'optional' },
  delete: { withResources: 'required' },
  'password-reset': { password: 'required' },
  'usb-attach': { usbId: 'required', usbName: 'required', mode: 'required' },
} as const satisfies TakenFields;

/** What can be listed, and what the tables of prices have (000, lines 348–402). */
export const takenQuestions = {
  choices: { region: 'required', kind: [...listedKinds, 'usb-device'], within: 'optional' },
  price: {
    ...{ region: 'required', tenantId: 'optional', quantity: 'required' },
    ...{ cpuCount: 'required', memoryBytes: 'required', computeSetId: 'required' },
    ...all(billing),
    ...all(graphics),
    ...{ imageId: 'optional', bootDiskSetId: 'optional', bootDiskBytes: 'optional', storageKind: 'optional' },
  },
  premium: {
    ...{ region: 'required', cloudId: 'required', tenantId: 'optional' },
    ...all(size),
    ...all(graphics),
  },
} as const satisfies TakenQuestions;
