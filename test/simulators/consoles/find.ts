import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const usable = async (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

/** Absolute path of the first of these commands on PATH or in these folders. */
export const findCommand = async (
  names: readonly string[],
  folders: readonly string[] = [],
): Promise<string | undefined> => {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names)
    for (const folder of [...path, ...folders]) {
      const candidate = join(folder, name);
      if (await usable(candidate, constants.X_OK)) return candidate;
    }
  return undefined;
};

export const findFile = async (paths: readonly string[]): Promise<string | undefined> => {
  for (const path of paths) if (await usable(path, constants.R_OK)) return path;
  return undefined;
};

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
