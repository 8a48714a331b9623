import { z } from 'zod';
import { powerStateSchema } from './power.ts';
import { vmRowSchema } from './vm.ts';

/** Columns of the list. */
export const columnKeys = [
  'state',
  'name',
  'connection',
  'address',
  'cpuPercent',
  'memoryPercent',
  'host',
  'syncedAt',
] as const;
/** What the list can be sorted by: its columns, and what none of them shows. */
export const sortKeys = [...columnKeys, 'diskPercent', 'createdAt'] as const;
export const sortKeySchema = z.enum(sortKeys);
export type SortKey = z.infer<typeof sortKeySchema>;

/** Which VMs, in which order. Text matches name, id, IP address, host, OS, project and tags, without regard to case. */
export const inventoryFilterSchema = z.strictObject({
  text: z.string().max(200),
  states: z.array(powerStateSchema).max(100),
  connectionIds: z.array(z.string().max(300)).max(1000),
  sort: z.strictObject({ by: sortKeySchema, descending: z.boolean() }),
});
export type InventoryFilter = z.infer<typeof inventoryFilterSchema>;

/** A window of rows of a filter: the renderer never holds the fleet. */
export const inventoryQuerySchema = inventoryFilterSchema.extend({
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(500),
});
export type InventoryQuery = z.infer<typeof inventoryQuerySchema>;

export const inventoryPageSchema = z.strictObject({
  rows: z.array(vmRowSchema),
  offset: z.number().int().nonnegative(),
  /** Rows that match the filter. */
  total: z.number().int().nonnegative(),
  /** All VMs of all connections. */
  fleet: z.number().int().nonnegative(),
});
export type InventoryPage = z.infer<typeof inventoryPageSchema>;
