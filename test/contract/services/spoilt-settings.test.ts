import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ownMounts } from '../../support/own-mounts.ts';

const root = join(import.meta.dirname, '..', '..', '..');

it('says why settings cannot be kept, goes on with what it has, and overwrites nothing', async () => {
  const child = join(root, 'test', 'support', 'spoil-settings.ts');
  const [command = 'env', ...options] = await ownMounts();
  const { stdout } = await promisify(execFile)(command, [...options, process.execPath, '--import', 'tsx', child], {
    cwd: root,
    timeout: 60_000,
  });
  const kept = { theme: 'system' };
  const mayMount = command !== 'env';
  expect(JSON.parse(stdout)).toEqual({
    forbidden: { spoilt: null, code: 'storage.read-only', ...kept },
    stuck: mayMount ? { spoilt: 'stuck', code: 'storage.read-only', ...kept } : null,
    full: mayMount ? { spoilt: null, code: 'storage.full', ...kept } : null,
  });
});
