import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { openStores as Open } from '../../../../electron/app/stores.ts';

let openStores: typeof Open;
let folder: string;
const instant = 1_700_000_000_000;

beforeAll(async () => {
  // electron-store asks Electron for a folder unless it is given one; here nothing but a path answers for Electron.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= tmpdir();
  ({ openStores } = await import('../../../../electron/app/stores.ts'));
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-stores-'));
});

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

function opened() {
  const lines: unknown[] = [];
  const stores = openStores(folder, () => instant, {
    write: (level, event, fields) => lines.push([level, event, fields]),
  });
  return { stores, lines };
}

const newer = JSON.stringify({ version: 99, value: { of: 'a later version' } });

it('name every file that was set aside in the log, and those that are missed to the user', async () => {
  const contents = { settings: '{"value": {"theme"', tasks: newer, windows: '[]' };
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, `${name}.json`), content);
  const { stores, lines } = opened();
  const at = (name: string): string => join(folder, `${name}-${instant}`);
  expect(stores.notices).toEqual([
    { code: 'settings.set-aside', params: { path: at('settings.json.broken') }, detail: null },
    { code: 'tasks.newer', params: { path: at('tasks.json.newer') }, detail: null },
  ]);
  expect(lines).toEqual([
    ['warn', 'store.spoilt', { name: 'settings', why: 'set-aside', path: at('settings.json.broken') }],
    ['warn', 'store.spoilt', { name: 'tasks', why: 'newer', path: at('tasks.json.newer') }],
    ['warn', 'store.spoilt', { name: 'windows', why: 'set-aside', path: at('windows.json.broken') }],
  ]);
  expect(stores.tasks.read()).toEqual([]);
  expect(await readFile(at('tasks.json.newer'), 'utf8')).toBe(newer);
});

it('say nothing of files that are well or missing', async () => {
  await writeFile(join(folder, 'tasks.json'), JSON.stringify({ version: 1, value: [] }));
  const { stores, lines } = opened();
  expect([stores.notices, lines]).toEqual([[], []]);
});
