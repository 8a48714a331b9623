import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..');
const answer = z.strictObject({ code: z.string(), path: z.string(), kept: z.number(), readable: z.number() });
const run = promisify(execFile);

/** How to get a mount of one's own: as root, as an ordinary user, or not at all, as in many containers. */
async function ownMounts(): Promise<readonly string[]> {
  for (const options of [['--mount'], ['--user', '--map-root-user', '--mount']]) {
    const possible = await run('unshare', [...options, 'true']).then(
      () => true,
      () => false,
    );
    if (possible) return ['unshare', ...options];
  }
  return ['env'];
}

describe('a disk that is full', () => {
  it('refuses to save in words and leaves every earlier record as it was', async () => {
    const child = join(root, 'test', 'support', 'fill-disk.ts');
    const [command = 'env', ...options] = await ownMounts();
    const { stdout } = await run(command, [...options, process.execPath, '--import', 'tsx', child], {
      cwd: root,
      timeout: 60_000,
    });
    const result = answer.parse(JSON.parse(stdout));
    expect(result.code).toBe('storage.full');
    expect(result.path).toContain('vault.vmdeck');
    expect(result.kept).toBeGreaterThan(1);
    expect(result.readable).toBe(result.kept);
  });
});
