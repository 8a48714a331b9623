import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWithVault, masterPassword, temporaryFolder, vmdeck } from './support/vmdeck.ts';

describe('a pipe that nobody writes to', () => {
  const pipeIn = (folder: string, name: string): string => {
    const path = join(folder, name);
    execFileSync('mkfifo', [path]);
    return path;
  };

  it.each(['vault.vmdeck', 'vault.vmdeck.attempts', 'vault.vmdeck.lock', 'audit.json'])(
    'in the place of %s keeps no command waiting',
    async (name) => {
      const folder = name === 'vault.vmdeck' ? await temporaryFolder() : await folderWithVault();
      pipeIn(folder, name);
      const { code, stderr } = await vmdeck(['vault', 'check', '--data-dir', folder, '--timeout', '20']);
      expect({ code, isTold: stderr.includes('not a file') }).toEqual(
        name === 'vault.vmdeck' ? { code: 6, isTold: true } : { code: 0, isTold: false },
      );
    },
  );

  it("in the place of the audit log's record of its end leaves the deed unrecorded, in words", async () => {
    const folder = await folderWithVault();
    await rm(join(folder, 'audit'), { recursive: true });
    await mkdir(join(folder, 'audit'));
    pipeIn(join(folder, 'audit'), 'anchor.json');
    const { stderr } = await vmdeck(['vault', 'check', '--data-dir', folder, '--timeout', '20']);
    expect(stderr).toContain('audit log');
  });

  it('in the place of the audit log itself is told, and the log goes on beside it', async () => {
    const folder = await folderWithVault();
    await rm(join(folder, 'audit'), { recursive: true });
    await mkdir(join(folder, 'audit'));
    pipeIn(join(folder, 'audit'), 'audit-000001.jsonl');
    const where = ['--data-dir', folder, '--timeout', '20', '--json'];
    expect(await vmdeck(['vault', 'check', ...where])).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await vmdeck(['audit', 'verify', ...where]);
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: 2,
      findings: [{ fault: 'log-missing' }, { fault: 'foreign', file: 'audit-000001.jsonl' }],
    });
  });

  it('in the place of a file of connections is refused', async () => {
    const folder = await folderWithVault();
    const pipe = pipeIn(folder, 'lab.json');
    const { code, stderr } = await vmdeck(['connection', 'import', pipe, '--data-dir', folder, '--timeout', '20']);
    expect({ code, stderr }).toEqual({ code: 6, stderr: expect.stringContaining('not a file') as string });
  });

  it('ends with the limit and some seconds when it is read for itself', async () => {
    const folder = await folderWithVault();
    const connection = ['--name', 'Lab', '--url', 'http://127.0.0.1:1', '--public-key', 'p'];
    const trust = ['--ca-file', pipeIn(folder, 'ca.pem'), '--timeout', '0.5'];
    const { stderr } = await vmdeck(['connection', 'add', '--data-dir', folder, ...connection, ...trust], {
      env: { VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: 'k' },
    });
    expect(stderr).toContain('0.5');
  });
});
