import { z } from 'zod';
import { bytes, count, id, region, tenantId } from './scope.ts';

const path = z.string().max(1000);

/** What a VM elsewhere is like, before it becomes one here. */
const foundSchema = z.strictObject({
  name: z.string(),
  os: z.string(),
  cpuCount: count.nullable(),
  memoryBytes: bytes.nullable(),
  disks: z.array(z.strictObject({ name: z.string(), sizeBytes: bytes.nullable() })),
  macs: z.array(z.string()),
});

/** What imports begin from (002, lines 4915–4986, 5077–5110 and 5802–5843). */
export const importQuestions = {
  /** Files in a folder of a host; only below the folder that the cloud allows. */
  'ova-files': {
    ask: z.strictObject({ ...region, hostId: id, path }),
    answer: z.array(z.strictObject({ path: z.string(), folder: z.boolean(), sizeBytes: bytes.nullable() })),
  },
  'ova-info': {
    ask: z.strictObject({
      ...region,
      ...{ repositoryId: id.optional(), sharedVolumeId: id.optional(), hostId: id.optional() },
      ...{ path: path.min(1), format: z.enum(['ova', 'tva']), tenantId: tenantId.optional() },
    }),
    answer: foundSchema,
  },
  /** A computer that runs the converter. */
  'machine-info': {
    ask: z.strictObject({ ...region, converterAddress: id, converterPort: z.number().int().min(1).max(65_535) }),
    answer: foundSchema,
  },
} as const;
