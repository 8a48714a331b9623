import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { electronPathModule, runtimeModule } from './scripts.ts';

async function put(file: string, text = ''): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function places() {
  const folder = await scratchFolder();
  const official = path.join(folder, 'electron', 'dist');
  const runtimes = path.join(folder, 'runtimes');
  const override = path.join(folder, 'override');
  const hosted = path.join(runtimes, 'electron-33.2.1');
  const find = (env: NodeJS.ProcessEnv = {}) =>
    electronPathModule.findElectron({ env, platform: 'linux', official, runtimes });
  return { official, override, hosted, find };
}

describe('findElectron', () => {
  it('finds nothing in a fresh clone', async () => {
    const { find } = await places();
    await expect(find()).resolves.toBeUndefined();
  });

  it('prefers the override to the official one, and that to the npm-hosted one', async () => {
    const { official, override, hosted, find } = await places();
    await put(path.join(hosted, 'electron'));
    await put(path.join(hosted, runtimeModule.markerName), '{}');
    await expect(find()).resolves.toMatchObject({ kind: 'npm-hosted', version: '33.2.1', folder: hosted });

    await put(path.join(official, 'electron'));
    await put(path.join(official, 'version'), 'v45.4.1\n');
    await put(path.join(official, '..', 'path.txt'), 'electron');
    await expect(find()).resolves.toMatchObject({ kind: 'official', version: '45.4.1', folder: official });

    await put(path.join(override, 'electron'));
    await expect(find({ ELECTRON_OVERRIDE_DIST_PATH: override })).resolves.toEqual({
      kind: 'override',
      version: 'unknown',
      folder: override,
      executable: path.join(override, 'electron'),
    });
  });

  it('says so when the override leads nowhere', async () => {
    const { override, find } = await places();
    await expect(find({ ELECTRON_OVERRIDE_DIST_PATH: override })).rejects.toThrow('there is no electron in it');
  });

  it('does not take a half-finished official installation', async () => {
    const { official, find } = await places();
    await put(path.join(official, 'electron'));
    await expect(find()).resolves.toBeUndefined();
  });

  it('does not take a runtime without its marker, and renews a loader that has changed', async () => {
    const { hosted, find } = await places();
    await put(path.join(hosted, 'electron'));
    await expect(find()).resolves.toBeUndefined();
    await put(path.join(hosted, runtimeModule.markerName), '{"loader":"old"}');
    await put(path.join(hosted, 'resources', 'app', 'main.cjs'), 'old');
    await find();
    expect(await readFile(path.join(hosted, 'resources', 'app', 'main.cjs'), 'utf8')).toContain('setAppPath');
  });
});
