import { z } from 'zod';

/** Something that a VM has and that an action can name. */
const partSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The cloud's word for what it is, e.g. pci, mdev, cdrom, floppy. */
  kind: z.string(),
});
export type VmPart = z.infer<typeof partSchema>;

/** What some clouds tell of a VM and others do not; empty or null where they do not. */
export const particularsShape = {
  /**
   * Where a cloud tells the state by several fields, each as it sent it: 002 has `state`, `action` and `ga_state`
   * (lines 20–244), 003 `status` and `taskStatus`. Empty where `power.raw` is all there is.
   */
  rawStates: z.record(z.string(), z.string()),
  zone: z.string(),
  /** The part of the cloud's hosts that it may run on. */
  pool: z.string(),
  flavor: z.string(),
  architecture: z.enum(['x86', 'arm']).nullable(),
  highAvailability: z.boolean().nullable(),
  /** The cloud refuses to change it. */
  locked: z.boolean().nullable(),
  /** The cloud's id of what takes its snapshots by itself. */
  snapshotPolicyId: z.string(),
  /** Devices of its host that were given to it. */
  devices: z.array(partSchema),
  displays: z.array(partSchema),
  /** Discs in its drives. */
  media: z.array(partSchema),
  /** Keys that open it over SSH. */
  keyPairs: z.array(partSchema),
} as const;

/** Of a VM whose cloud tells none of them. One value for all of these VMs: nobody may change it. */
export const noParticulars: z.infer<z.ZodObject<typeof particularsShape>> = {
  ...{ rawStates: {}, zone: '', pool: '', flavor: '', architecture: null, highAvailability: null, locked: null },
  ...{ snapshotPolicyId: '', devices: [], displays: [], media: [], keyPairs: [] },
};
