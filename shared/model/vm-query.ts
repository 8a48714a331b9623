import { z } from 'zod';

const id = z.string().min(1).max(300);

/** Which VMs a cloud is asked for, where it can filter by itself; what it cannot filter by is refused, not ignored. */
export const vmQuerySchema = z.strictObject({
  text: z.string().max(200).optional(),
  /** The cloud's own words. */
  states: z.array(z.string().min(1).max(100)).max(50).optional(),
  tenantId: id.optional(),
  projectIds: z.array(id).max(100).optional(),
  vpcId: id.optional(),
  subnetId: id.optional(),
  groupId: id.optional(),
  clusterId: id.optional(),
  host: id.optional(),
  sort: z.strictObject({ by: z.enum(['created', 'cpu', 'memory', 'disk']), descending: z.boolean() }).optional(),
});
export type VmQuery = z.infer<typeof vmQuerySchema>;
