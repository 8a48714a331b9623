import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ownMounts } from '../../support/own-mounts.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const answer = z.strictObject({ code: z.string(), path: z.string(), kept: z.number(), readable: z.number() });
const run = promisify(execFile);

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
