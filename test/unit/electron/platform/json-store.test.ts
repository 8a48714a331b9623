import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsMigrations } from '../../../../electron/app/settings-migrations.ts';
import type { JsonStore, openJsonStore as Open } from '../../../../electron/platform/json-store.ts';
import { defaultSettings, settingsSchema, type Settings } from '../../../../shared/model/settings.ts';

let openJsonStore: typeof Open;
let folder: string;
const instant = 1_700_000_000_000;

beforeAll(async () => {
  // electron-store asks Electron for a folder unless it is given one; here nothing but a path answers for Electron.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= tmpdir();
  ({ openJsonStore } = await import('../../../../electron/platform/json-store.ts'));
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-store-'));
});

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const path = (): string => join(folder, 'settings.json');
const open = (): JsonStore<Settings> =>
  openJsonStore({
    ...{ folder, name: 'settings', schema: settingsSchema, fallback: defaultSettings },
    ...{ migrations: settingsMigrations, now: () => instant },
  });

describe('settings in a file', () => {
  it('are the defaults before there is a file, and none is made', async () => {
    const store = open();
    expect(store.read()).toEqual(defaultSettings);
    expect(store.spoilt).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('are read again as they were written, with their version, by their owner alone', async () => {
    const mine: Settings = { ...defaultSettings, theme: 'dark', lock: { ...defaultSettings.lock, idleMinutes: 3 } };
    open().write(mine);
    expect(open().read()).toEqual(mine);
    const kept = z.looseObject({ version: z.number() }).parse(JSON.parse(await readFile(path(), 'utf8')));
    expect(kept.version).toBe(settingsMigrations.length + 1);
    expect((await stat(path())).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('of the first version keep what they say and get the defaults of what came later', async () => {
    const old = {
      ...{ language: 'zh-CN', theme: 'dark', density: 'compact' },
      ...{ detailsHeight: 300, sort: { by: 'cpu', descending: true } },
    };
    await writeFile(path(), JSON.stringify({ value: old }));
    const store = open();
    expect(store.spoilt).toBeNull();
    expect(store.read()).toEqual({ ...defaultSettings, ...old });
  });

  it.each([
    ['half a file', '{"version":2,"value":{"theme":"da'],
    ['an empty file', ''],
    ['another kind of file', '[1,2,3]'],
    ['a value that no version had', JSON.stringify({ version: 2, value: { ...defaultSettings, theme: 'pink' } })],
    ['a field that no version had', JSON.stringify({ version: 2, value: { ...defaultSettings, extra: 1 } })],
    ['a version that is none', JSON.stringify({ version: 0, value: defaultSettings })],
    ['nothing to migrate', JSON.stringify({ version: 1, value: null })],
  ])('set %s aside under a name that is told, and start with the defaults', async (_what, content) => {
    await writeFile(path(), content);
    const store = open();
    expect(store.read()).toEqual(defaultSettings);
    const aside = `${path()}.broken-${instant}`;
    expect(store.spoilt).toEqual({ why: 'set-aside', path: aside });
    expect(await readFile(aside, 'utf8')).toBe(content);
    store.write({ ...defaultSettings, theme: 'light' });
    expect(open().read().theme).toBe('light');
  });

  it('of a later version are set aside as they are', async () => {
    const content = JSON.stringify({ version: settingsMigrations.length + 2, value: { everything: 'is new' } });
    await writeFile(path(), content);
    const store = open();
    const aside = `${path()}.newer-${instant}`;
    expect(store.spoilt).toEqual({ why: 'newer', path: aside });
    expect(await readFile(aside, 'utf8')).toBe(content);
  });

  it('never take the place of a file that was set aside before', async () => {
    await writeFile(`${path()}.broken-${instant}`, 'first');
    await writeFile(path(), 'second');
    open();
    expect((await readdir(folder)).sort()).toEqual([
      `settings.json.broken-${instant}`,
      `settings.json.broken-${instant + 1}`,
    ]);
    expect(await readFile(`${path()}.broken-${instant}`, 'utf8')).toBe('first');
  });

  it('that are a pipe are set aside, and keep nobody waiting', () => {
    execFileSync('mkfifo', [path()]);
    const store = open();
    expect(store.read()).toEqual(defaultSettings);
    expect(store.spoilt?.why).toBe('set-aside');
  });

  it('stay as they are when they cannot be written', async () => {
    const store = open();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder was');
    expect(() => store.write({ ...defaultSettings, theme: 'dark' })).toThrow(
      expect.objectContaining({ code: 'storage.failed' }),
    );
    expect(store.read()).toEqual(defaultSettings);
    await rm(folder);
    await mkdir(folder);
    store.write({ ...defaultSettings, theme: 'dark' });
    expect(open().read().theme).toBe('dark');
  });
});
