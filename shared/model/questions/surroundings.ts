import { z } from 'zod';
import { bytes, id, instant, region, tenantId } from './scope.ts';

const amount = z.number().int().nonnegative();

/** What VMs are filed in, made from, opened with and kept by; lists of which a choice tells too little. */
export const surroundingQuestions = {
  /** The tree of groups; `parentId` is empty at the top. */
  groups: {
    ask: z.strictObject({ ...region, tenantId: tenantId.optional() }),
    answer: z.array(
      z.strictObject({ id: z.string(), name: z.string(), parentId: z.string(), vmCount: amount.nullable() }),
    ),
  },
  /** VMs that a key opens. */
  'key-pair-vms': {
    ask: z.strictObject({ ...region, keyPairId: id }),
    answer: z.array(z.strictObject({ cloudId: z.string(), name: z.string() })),
  },
  'snapshot-policies': {
    ask: z.strictObject(region),
    answer: z.array(
      z.strictObject({
        ...{ id: z.string(), name: z.string(), enabled: z.boolean().nullable(), raw: z.string() },
        ...{ hours: z.array(z.number().int()), weekdays: z.array(z.number().int()), keptDays: amount.nullable() },
        ...{ vmCount: amount.nullable(), nextAt: instant.nullable() },
      }),
    ),
  },
  schedules: {
    ask: z.strictObject(region),
    answer: z.array(
      z.strictObject({
        ...{ id: z.string(), name: z.string(), enabled: z.boolean().nullable(), task: z.string() },
        ...{ vmIds: z.array(z.string()), cron: z.string(), nextAt: instant.nullable(), endsAt: instant.nullable() },
      }),
    ),
  },
  /** Deleted snapshots that can be brought back until `purgedAt`. */
  'recycled-snapshots': {
    ask: z.strictObject(region),
    answer: z.array(
      z.strictObject({
        ...{ id: z.string(), name: z.string(), vmId: z.string(), vmName: z.string() },
        ...{ createdAt: instant.nullable(), purgedAt: instant.nullable(), sizeBytes: bytes.nullable() },
      }),
    ),
  },
} as const;
