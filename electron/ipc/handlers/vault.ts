import { Secret } from '../../../shared/util/secret.ts';
import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

export const vaultHandlers = ({
  vault,
}: Services): Pick<
  Handlers,
  'vault.status' | 'vault.create' | 'vault.unlock' | 'vault.lock' | 'vault.reload' | 'vault.restore-backup'
> => ({
  'vault.status': () => vault.status(),
  'vault.create': ({ password }, { signal }) => vault.create(new Secret(password), signal),
  'vault.unlock': ({ password }, { signal }) => vault.unlock(new Secret(password), signal),
  'vault.lock': () => vault.lock(),
  'vault.reload': () => vault.reload(),
  'vault.restore-backup': () => vault.restoreBackup(),
});
