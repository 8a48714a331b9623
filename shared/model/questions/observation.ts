import { z } from 'zod';
import { powerStateSchema } from '../power.ts';
import { bytes, id, instant, percent, region, span, tenantId, vm } from './scope.ts';

const link = z.url({ protocol: /^https?$/ });

/** Shares in percent, amounts in bytes, rates per second, delays in milliseconds. */
export const metricSchema = z.enum([
  ...(['cpu', 'memory', 'disk-read', 'disk-write', 'disk-reads', 'disk-writes'] as const),
  ...(['disk-read-delay', 'disk-write-delay'] as const),
  ...(['received', 'sent', 'packets-received', 'packets-sent'] as const),
]);
export type Metric = z.infer<typeof metricSchema>;

const partition = z.strictObject({
  device: z.string(),
  /** Empty where it is mounted nowhere. */
  mountPoint: z.string(),
  fileSystem: z.string(),
  totalBytes: bytes.nullable(),
  usedBytes: bytes.nullable(),
});

const guestNic = z.strictObject({
  name: z.string(),
  mac: z.string(),
  addresses: z.array(z.string()),
  receivedBytes: bytes.nullable(),
  sentBytes: bytes.nullable(),
});

/** What becomes of VMs, and what they do. */
export const observationQuestions = {
  /** How many VMs are in each state; the states as the cloud calls them beside ours. */
  'state-counts': {
    ask: z.strictObject({ ...region, tenantId: tenantId.optional(), host: id.optional() }),
    answer: z.array(
      z.strictObject({ raw: z.string(), state: powerStateSchema, count: z.number().int().nonnegative() }),
    ),
  },
  /** How far long work is, where the VM's record does not tell. Null when nothing of the kind is under way. */
  progress: {
    ask: z.strictObject({ ...vm, of: z.enum(['clone', 'import', 'export', 'migration', 'backup-restore']) }),
    answer: z.strictObject({ percent: percent.nullable() }),
  },
  /** A picture of the screen as it is now. */
  screenshot: { ask: z.strictObject(vm), answer: z.strictObject({ link }) },
  /** Pictures that were kept when it crashed. */
  'crash-screenshots': { ask: z.strictObject(vm), answer: z.array(z.strictObject({ link })) },
  metrics: {
    ask: z.strictObject({ ...region, cloudIds: z.array(id).min(1).max(100), metric: metricSchema, ...span }),
    answer: z.array(
      z.strictObject({
        cloudId: z.string(),
        /** Which disk or card, where there are several; else empty. */
        part: z.string(),
        points: z.array(z.strictObject({ at: instant, value: z.number() })),
      }),
    ),
  },
  processes: {
    ask: z.strictObject({ ...vm, ...span }),
    answer: z.array(
      z.strictObject({
        ...{ pid: z.number().int().nonnegative(), name: z.string(), commandLine: z.string() },
        ...{ cpuPercent: z.number().nullable(), memoryPercent: percent.nullable() },
        ...{ openFiles: z.number().int().nullable(), seenAt: instant.nullable() },
      }),
    ),
  },
  /** What the agent inside of the guest reports. */
  'guest-info': {
    ask: z.strictObject(vm),
    answer: z.strictObject({
      takenAt: instant.nullable(),
      ...{ os: z.string(), kernel: z.string(), cpuModel: z.string() },
      ...{ cpuPercent: percent.nullable(), memoryBytes: bytes.nullable(), memoryUsedBytes: bytes.nullable() },
      processCount: z.number().int().nonnegative().nullable(),
      partitions: z.array(partition),
      nics: z.array(guestNic),
    }),
  },
  /** What was done with the VM, as the cloud remembers it. */
  operations: {
    ask: z.strictObject(vm),
    answer: z.array(
      z.strictObject({
        id: z.string(),
        words: z.string(),
        startedAt: instant.nullable(),
        endedAt: instant.nullable(),
        /** The cloud's word for how it went; empty where it does not tell. */
        raw: z.string(),
      }),
    ),
  },
} as const;
