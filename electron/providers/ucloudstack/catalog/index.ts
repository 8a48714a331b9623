import type { Catalog, EndpointId } from '../../catalog/endpoint.ts';
import { clones } from './clones.ts';
import { configuration } from './configuration.ts';
import { consoles } from './consoles.ts';
import { inventory } from './inventory.ts';
import { lifecycle } from './lifecycle.ts';
import { network } from './network.ts';
import { power } from './power.ts';
import { prices } from './prices.ts';
import { siblings } from './siblings.ts';
import { snapshots } from './snapshots.ts';
import { vmware } from './vmware.ts';

/** Every call of UCloudStack, current API: the 34 of document 000 and the siblings that it refers to. */
export const catalog = [
  ...inventory,
  ...power,
  ...lifecycle,
  ...clones,
  ...configuration,
  ...network,
  ...snapshots,
  ...consoles,
  ...prices,
  ...vmware,
  ...siblings,
] as const satisfies Catalog;

export type UCloudStackCatalog = typeof catalog;
export type UCloudStackCall = EndpointId<UCloudStackCatalog>;
