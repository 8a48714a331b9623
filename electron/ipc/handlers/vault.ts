import type { RequestChannel } from '../../../shared/ipc/channels.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type VaultChannel = Extract<RequestChannel, `vault.${string}`>;

export const vaultHandlers = ({
  vault,
  keeper,
  words,
  chooseFile,
  chooseExisting,
  confirm,
}: Services): Pick<Handlers, VaultChannel> => ({
  'vault.status': () => vault.status(),
  'vault.create': ({ password, cost }, { signal }) => vault.create(new Secret(password), cost, signal),
  'vault.unlock': ({ password }, { signal }) => vault.unlock(new Secret(password), signal),
  'vault.lock': () => vault.lock(),
  'vault.reload': () => vault.reload(),
  'vault.restore-backup': () => vault.restoreBackup(),
  'vault.keys': () => keeper.keys(),
  'vault.change-password': ({ current, next }, { signal }) =>
    keeper.changePassword(new Secret(current), new Secret(next), signal),
  'vault.change-cost': ({ password, cost }, { signal }) => keeper.changeCost(new Secret(password), cost, signal),
  'vault.export': async ({ current, own }, { sender, signal }) => {
    const path = await chooseFile(sender.key, `${words()('vault.export.file')}.vmdeck`);
    return path === null ? null : keeper.export(path, new Secret(current), new Secret(own), signal);
  },
  'vault.import': async ({ password, onConflict }, { sender, signal }) => {
    const path = await chooseExisting(sender.key, { name: words()('vault.file'), extension: 'vmdeck' });
    return path === null ? null : keeper.import(path, new Secret(password), onConflict, signal);
  },
  'vault.make-recovery': async ({ current }, { sender, signal }) => {
    const path = await chooseFile(sender.key, `${words()('vault.sheet.file')}.html`);
    if (path === null) return null;
    await keeper.makeRecovery(path, new Secret(current), words(), signal);
    return { path };
  },
  'vault.remove-recovery': (_, { signal }) => keeper.removeRecovery(signal),
  'vault.recover': ({ recoveryKey, next }, { signal }) =>
    keeper.recover(new Secret(recoveryKey), new Secret(next), signal),
  'vault.enable-quick-unlock': ({ current }, { signal }) => keeper.enableQuickUnlock(new Secret(current), signal),
  'vault.disable-quick-unlock': (_, { signal }) => keeper.disableQuickUnlock(signal),
  'vault.quick-unlock': (_, { signal }) => keeper.quickUnlock(signal),
  'vault.destroy': async (_, { sender }) => {
    const t = words();
    const isMeant = await confirm(sender.key, {
      ...{ question: t('vault.destroy.title'), detail: t('vault.destroy.what') },
      ...{ yes: t('vault.destroy.confirm'), no: t('vault.destroy.cancel') },
    });
    return isMeant ? keeper.destroy() : null;
  },
});
