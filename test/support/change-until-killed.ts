/** Changes the master password of the vault at the path given, back and forth, until it is killed. */
import { writeSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import { Vault } from '../../electron/vault/vault.ts';
import { changedPasswords, saverOptions } from './saver-options.ts';

const { signal } = new AbortController();
const vault = await Vault.open(saverOptions(process.argv[2] ?? ''));
let [present, next] = changedPasswords;
await vault.unlock(present, signal).catch(async (error: unknown) => {
  if (!(error instanceof AppError) || error.code !== 'vault.wrong-password') throw error;
  [present, next] = [next, present];
  await vault.unlock(present, signal);
});
for (;;) {
  await vault.keys.changePassword(present, next, signal);
  [present, next] = [next, present];
  writeSync(1, '.');
}
