import { expect, it } from 'vitest';
import { refusalBy } from '../../../../electron/ipc/handlers.ts';
import { requestChannels } from '../../../../shared/ipc/channels.ts';
import type { VaultStatus } from '../../../../shared/model/vault.ts';

const refusedIn = (state: VaultStatus['state']): string[] => {
  const refusal = refusalBy({ status: () => ({ state, problem: null, older: null, backupAvailable: false }) });
  return requestChannels.filter((channel) => refusal(channel)?.code === 'vault.locked');
};

it('answers about clouds, VMs, tasks and consoles only while the vault is open', () => {
  expect(refusedIn('unlocked')).toEqual([]);
  for (const state of ['locked', 'absent'] as const) {
    const refused = new Set(refusedIn(state));
    expect(requestChannels.filter((channel) => !refused.has(channel))).toEqual([
      ...[
        'app.info',
        'app.shown',
        'app.show-main',
        'settings.get',
        'settings.set',
        'vault.status',
        'vault.create',
        'vault.unlock',
      ],
      ...['vault.lock', 'vault.reload', 'vault.restore-backup'],
      ...['vault.keys', 'vault.recover', 'vault.quick-unlock', 'vault.destroy'],
    ]);
  }
});
