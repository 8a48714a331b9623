import type { Secrets } from '../../../../electron/providers/provider.ts';
import type { RegionRequestOf } from '../../../../shared/model/verbs/index.ts';
import { Secret } from '../../../../shared/util/secret.ts';

const gib = 2 ** 30;

/** A VM as both simulated generations of UCloudStack can make it in a region. */
export const orderIn = (region: string): RegionRequestOf<'create'> => {
  const letter = region.slice(-1);
  return {
    ...{ action: 'create', name: 'ordered-1', computeSetId: 'ComputeSetx86', cpuCount: 2, memoryBytes: 4 * gib },
    ...{ imageId: 'image-ubuntu-2204', bootDiskSetId: 'StorageSetSSD', bootDiskBytes: 50 * gib },
    ...{ dataDiskSetId: 'StorageSetceph', dataDiskBytes: 20 * gib },
    ...{ vpcId: `vpc-${letter}office0000001`, subnetId: `subnet-${letter}lan1000000001` },
    ...{ externalLineId: `segment-${letter}internet00001` },
  };
};

export const orderSecrets: Secrets = { password: new Secret('Ordered*1') };
