import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { NetworkRoute } from '../net/route.ts';
import type { HttpLimits } from '../providers/http/limits.ts';
import type { Provider } from '../providers/provider.ts';
import type { SystemReach } from './connection-route.ts';
import type { RecordVault } from './connection-store.ts';
import type { Inventory } from './inventory.ts';
import type { Log, NewId } from './ports.ts';

export interface ProviderRequest {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  readonly secret: () => Promise<Secret>;
  readonly route: NetworkRoute;
  readonly limits: Partial<HttpLimits>;
}

export interface ConnectionsOptions {
  readonly vault: RecordVault;
  readonly createProvider: (request: ProviderRequest) => Provider;
  readonly system: SystemReach;
  readonly inventory: Inventory;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Whether open connections keep the inventory up to date by themselves. */
  readonly follow: boolean;
}
