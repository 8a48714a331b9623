/** Saves into the vault at the path given, and prints the number of every save that has returned, until it is killed. */
import { writeSync } from 'node:fs';
import { Vault } from '../../electron/vault/vault.ts';
import { saverOptions, savedBy, saverPassword } from './saver-options.ts';

const vault = await Vault.open(saverOptions(process.argv[2] ?? ''));
await vault.unlock(saverPassword, new AbortController().signal);
const last = await vault.read('last');
for (let count = Number(Buffer.from(last ?? []).toString()) + 1; ; count += 1) {
  await vault.putAll(savedBy(count));
  writeSync(1, `${count}\n`);
}
