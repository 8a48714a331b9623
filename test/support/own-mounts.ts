import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How to get a mount of one's own: as root, as an ordinary user, or not at all, as in many containers. */
export async function ownMounts(): Promise<readonly string[]> {
  for (const options of [['--mount'], ['--user', '--map-root-user', '--mount']]) {
    const possible = await run('unshare', [...options, 'true']).then(
      () => true,
      () => false,
    );
    if (possible) return ['unshare', ...options];
  }
  return ['env'];
}
