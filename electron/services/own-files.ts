import { dirname, relative, resolve, sep } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { nodeFiles } from '../vault/node-files.ts';
import { refuseOwnFile } from '../vault/transfer.ts';

/** What the data folder holds beside the vault, in lower case. */
const ownFolders: ReadonlySet<string> = new Set(['audit', 'keychain', 'logs']);
const ownFiles: ReadonlySet<string> = new Set(['audit.json', 'settings.json', 'tasks.json', 'windows.json']);

/**
 * Refuses a place that somebody chose to write to when VMDeck itself keeps something there: the vault with its copies, the
 * audit log, settings.
 *
 * @param vaultPath absolute path of the vault's file, which lies in the data folder
 * @throws AppError `vault.own-file`, `storage.*`
 */
export async function refuseOwnFiles(path: string, vaultPath: string): Promise<void> {
  const [first = '', ...inside] = relative(dirname(vaultPath), resolve(path)).toLowerCase().split(sep);
  if (inside.length > 0 ? ownFolders.has(first) : ownFiles.has(first)) throw new AppError('vault.own-file');
  await refuseOwnFile(path, vaultPath, nodeFiles);
}
