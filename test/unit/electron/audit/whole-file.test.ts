import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AuditFolder } from '../../../../electron/audit/folder.ts';
import { replaceFile } from '../../../../electron/audit/files.ts';
import { leftover, writeWhole } from '../../../../electron/audit/whole-file.ts';
import { writeExport } from '../../../../electron/services/audit-export.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';

let folder: string;
let path: string;
let victim: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-whole-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  path = join(folder, 'file');
  victim = join(folder, 'victim');
  await writeFile(victim, 'not ours');
});

const writers: Readonly<Record<string, () => Promise<unknown>>> = {
  'a file': () => writeWhole(path, (handle) => handle.writeFile('new')),
  'a small file of the log': () => replaceFile(path, 'new'),
  'an export of the log': () => writeExport(Readable.from([]), () => true, 'json', path),
};

describe.each(Object.entries(writers))('%s', (_, write) => {
  it('follows no link that somebody has laid, in its place or beside it', async () => {
    for (const name of [path, `${path}.part`, `${path}.new`, `${path}.tmp`]) await symlink(victim, name);
    await write();
    expect(await readFile(victim, 'utf8')).toBe('not ours');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(readlink(path)).rejects.toMatchObject({ code: 'EINVAL' });
  });

  it('is for its owner alone, whatever lay there', async () => {
    for (const name of [path, `${path}.part`, `${path}.new`]) {
      await writeFile(name, 'old');
      await chmod(name, 0o666);
    }
    await write();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => leftover.test(name))).toEqual([]);
  });
});

it('leaves nothing of a file that could not be written, and what was there before', async () => {
  await writeFile(path, 'old');
  await expect(writeWhole(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await mkdir(join(folder, 'in-the-way', 'x'), { recursive: true });
  await expect(writeWhole(join(folder, 'in-the-way'), (handle) => handle.writeFile('new'))).rejects.toThrow();
  expect(await readFile(path, 'utf8')).toBe('old');
  expect((await readdir(folder)).sort()).toEqual(['file', 'in-the-way', 'victim']);
});

it('is cleared away from the log where a crash has left a part of it', async () => {
  const part = join(folder, `anchor.json.${'0a'.repeat(8)}.part`);
  await writeFile(part, '{');
  const log = new AuditFolder({ folder, clock: systemClock, rotateAt: 1_000 });
  const header = { at: 0, file: 1 };
  await log.append([], () => header, new AbortController().signal);
  expect((await readdir(folder)).filter((name) => leftover.test(name))).toEqual([]);
});
