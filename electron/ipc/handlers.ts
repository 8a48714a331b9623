import { AppError } from '../../shared/errors/app-error.ts';
import type { RequestChannel } from '../../shared/ipc/channels.ts';
import type { Handlers } from './bind.ts';
import { actionHandlers } from './handlers/actions.ts';
import { appHandlers } from './handlers/app.ts';
import { auditHandlers } from './handlers/audit.ts';
import { connectionHandlers } from './handlers/connections.ts';
import { consoleHandlers } from './handlers/console.ts';
import { inventoryHandlers } from './handlers/inventory.ts';
import { vaultHandlers } from './handlers/vault.ts';
import type { Services } from './services.ts';

/** One handler for every channel of the contract: a missing one does not compile. */
export const createHandlers = (services: Services): Handlers => ({
  ...appHandlers(services),
  ...vaultHandlers(services),
  ...connectionHandlers(services),
  ...inventoryHandlers(services),
  ...actionHandlers(services),
  ...consoleHandlers(services),
  ...auditHandlers(services),
});

const always =
  /^(app|settings)\.|^vault\.(status|create|lock|reload|restore-backup|keys|unlock|quick-unlock|recover|destroy)$/;

/** What is in the vault, and what came out of it, is not for a locked app; nor are its clouds. */
export const refusalBy =
  (vault: Pick<Services['vault'], 'status'>) =>
  (channel: RequestChannel): AppError | null =>
    always.test(channel) || vault.status().state === 'unlocked' ? null : new AppError('vault.locked');
