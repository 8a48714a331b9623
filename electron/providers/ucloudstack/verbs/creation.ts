import type { RegionRequestOf } from '../../../../shared/model/verbs/index.ts';
import type { Secrets } from '../../provider.ts';
import { apartFromBilling, chargeOf, diskFields, graphicsFields, sizeFields } from '../../ucloud/fields.ts';
import { createdSchema } from '../../ucloud/envelope.ts';
import { base64, by, plainSecret, type WireFields } from '../../ucloud/wire-fields.ts';
import type { RegionHandlers } from '../../verbs.ts';
import { belongingFields, moreNetworkFields, nothingOutside } from './lifecycle.ts';
import { cpuBindingFields, optionFields } from './configuration.ts';
import type { Tools } from './tools.ts';
import { attachTypes } from './usb.ts';

/** A call without a tag is refused (000, line 15), so a VM that nobody tagged tells what made it. */
const ownTag = [{ key: 'created-by', value: 'VMDeck' }] as const;

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Each side in Base64 by itself, as the example has it (000, line 15). */
const tagPairs = (tags: readonly Tag[]): readonly string[] =>
  tags.map(({ key, value }) => `${base64(key)}:${base64(value)}`);

/** Every parameter of the table (000, lines 9–77) but those that are known without asking. */
const createFields = {
  ...{ name: ['Name'], remark: ['Remark'], computeSetId: ['VMType'] },
  ...belongingFields,
  tags: ['TagKeyValuePairs', tagPairs],
  ...sizeFields,
  ...graphicsFields,
  gpuBinding: ['GPUBindingEnable'],
  bootSource: ['BootSourceType', by({ image: 'Image', disk: 'Disk' })],
  ...{ imageId: ['ImageID'], osFamily: ['OSType'], osDistribution: ['OSDistribution'], osVersion: ['OSVersion'] },
  ...diskFields,
  dataDiskMount: ['DataDiskAutoMount'],
  ...moreNetworkFields,
  nicModel: ['PFCode'],
  hostname: ['Hostname'],
  usbId: ['USBDeviceID'],
  usbMode: ['USBAttachType', by(attachTypes)],
  ...optionFields,
  // Free text here, one of three words later (000, lines 65 and 636).
  cpuModel: ['CPUModel'],
  isolationGroupId: ['IGID'],
  cpuBindingHost: cpuBindingFields.host,
  cpuBindings: cpuBindingFields.bindings,
  cpuBindingDegradable: cpuBindingFields.degradable,
  imageHasAgent: ['SupportQGA'],
  imageHasCloudInit: ['SupportCloudInit'],
  imageHasHotplug: ['SupportHotplug'],
} as const satisfies WireFields<RegionRequestOf<'create'>>;

/** User data is plain here and Base64 when reinstalling (000, lines 56 and 491). */
const secretFields = {
  password: ['Password', plainSecret],
  userData: ['UserData', plainSecret],
  bootDiskSecret: ['BootDiskSecret', plainSecret],
  dataDiskSecret: ['DataDiskSecret', plainSecret],
} as const satisfies WireFields<Secrets>;

export const creationHandlers = ({ tenancy, send }: Tools): RegionHandlers => ({
  create: async (region, { tenantId, ...wished }, secrets, signal) => {
    const tenant = await tenancy.demanded(tenantId, { region }, signal);
    const values = {
      ...{ Region: region, TagKeyValuePairs: tagPairs(ownTag) },
      ...tenancy.newProject,
      ...nothingOutside,
      ...chargeOf(wished),
      ...tenant,
      // A VM boots from an image unless told otherwise (000, line 21), even where a disk to boot from is named.
      ...(wished.bootDiskId !== undefined && { BootSourceType: 'Disk' }),
    };
    const wish = { request: apartFromBilling(wished), fields: createFields, secrets, secretFields };
    const { VMID } = await send('CreateVMInstance', values, wish, createdSchema, signal);
    return VMID === undefined ? {} : { vmId: VMID };
  },
});
