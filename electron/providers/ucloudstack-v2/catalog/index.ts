import type { Catalog } from '../../catalog/endpoint.ts';
import { regions } from '../../ucloud/siblings.ts';
import { configuration } from './configuration.ts';
import { inventory } from './inventory.ts';
import { lifecycle } from './lifecycle.ts';
import { power } from './power.ts';

/** Every call of UCloudStack v2: the 13 of document 001, and the list of regions that it refers to. */
export const catalog = [...inventory, ...power, ...lifecycle, ...configuration, regions] as const satisfies Catalog;

export type UCloudStackV2Catalog = typeof catalog;
