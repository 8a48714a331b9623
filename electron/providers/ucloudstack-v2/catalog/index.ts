import type { Catalog } from '../../catalog/endpoint.ts';
import { pickers, regions } from '../../ucloud/siblings.ts';
import { configuration } from './configuration.ts';
import { inventory } from './inventory.ts';
import { lifecycle } from './lifecycle.ts';
import { power } from './power.ts';

/** Every call of UCloudStack v2: the 13 of document 001, and siblings for what their parameters are chosen from. */
export const catalog = [
  ...inventory,
  ...power,
  ...lifecycle,
  ...configuration,
  regions,
  ...pickers,
] as const satisfies Catalog;

export type UCloudStackV2Catalog = typeof catalog;
