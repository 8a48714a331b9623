import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Runs the rules that `npm run layers` runs over a tree of the given files; returns `<rule> <file>` per violation. */
async function judge(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmdeck-layers-'));
  folders.push(folder);
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const top of ['electron', 'renderer', 'shared', 'test'])
    await mkdir(path.join(folder, top), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const cruiser = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = path.join(root, 'scripts', 'layers.config.cjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'electron', 'renderer', 'shared', 'test'];
  const stdout = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (_error, output) => resolve(output));
  });
  const result = JSON.parse(stdout) as { summary: { violations: readonly Violation[]; totalCruised: number } };
  expect(result.summary.totalCruised).toBeGreaterThan(0);
  return result.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

/** A small tree that uses every arrow there is. */
const clean = {
  'shared/util/u.ts': 'export const u = 1;',
  'shared/errors/e.ts': "import { u } from '../util/u.ts'; export const e = u;",
  'shared/model/m.ts': "import { z } from 'zod'; import { e } from '../errors/e.ts'; export const m = z.literal(e);",
  'shared/ipc/channels.ts': "export const channels = ['a'] as const;",
  'shared/ipc/contract.ts':
    "import { m } from '../model/m.ts'; import { channels } from './channels.ts'; export const contract = { m, channels };",
  'shared/ipc/bridge.ts': 'export interface Bridge { readonly b: 1 }',
  'shared/i18n/en.ts': "import { e } from '../errors/e.ts'; export const en = e;",
  'electron/vault/v.ts':
    "import { readFile } from 'node:fs'; import { u } from '../../shared/util/u.ts'; export const v = [readFile, u];",
  'electron/net/n.ts': "import { e } from '../../shared/errors/e.ts'; export const n = e;",
  'electron/providers/p.ts':
    "import { m } from '../../shared/model/m.ts'; import { n } from '../net/n.ts'; export const p = [m, n];",
  'electron/consoles/c.ts': "import { n } from '../net/n.ts'; export const c = n;",
  'electron/services/s.ts':
    "import { v } from '../vault/v.ts'; import { p } from '../providers/p.ts'; import { c } from '../consoles/c.ts'; export const s = [v, p, c];",
  'electron/cli/c.ts': "import { s } from '../services/s.ts'; export const cli = s;",
  'electron/windows/w.ts': "import { BrowserWindow } from 'electron'; export const w = BrowserWindow;",
  'electron/ipc/i.ts':
    "import { ipcMain } from 'electron'; import type { s } from '../services/s.ts'; export type I = [typeof ipcMain, typeof s];",
  'electron/platform/p.ts': "import type { v } from '../vault/v.ts'; export type P = typeof v;",
  'electron/app/compose.ts':
    "import { w } from '../windows/w.ts'; import type { I } from '../ipc/i.ts'; import type { P } from '../platform/p.ts'; import { s } from '../services/s.ts'; export const compose = (i: I, p: P) => [w, s, i, p];",
  'electron/main.ts':
    "import { app } from 'electron'; import { compose } from './app/compose.ts'; app.on('ready', compose);",
  'electron/preload/main.ts':
    "import { ipcRenderer } from 'electron'; import { channels } from '../../shared/ipc/channels.ts'; import type { Bridge } from '../../shared/ipc/bridge.ts'; export const b: Bridge[] = [ipcRenderer, channels];",
  'renderer/api/a.ts': "import { contract } from '../../shared/ipc/contract.ts'; export const a = contract;",
  'renderer/i18n/t.ts': "import { en } from '../../shared/i18n/en.ts'; export const t = en;",
  'renderer/ui/b.tsx': "import { t } from '../i18n/t.ts'; export const b = t;",
  'renderer/console/c.ts': "import { a } from '../api/a.ts'; import { b } from '../ui/b.tsx'; export const c = [a, b];",
  'renderer/features/one/o.ts':
    "import { c } from '../../console/c.ts'; import { a } from '../../api/a.ts'; export const o = [a, c];",
  'renderer/app/main.ts': "import { o } from '../features/one/o.ts'; export const main = o;",
  'test/simulators/cli.ts': "import http from 'node:http'; export const server = http;",
} as const;

type Planted = readonly [rule: string, file: string, text: string];

const planted: readonly Planted[] = [
  ['main-imports-app', 'electron/main.ts', "import { s } from './services/s.ts'; export const x = s;"],
  ['nobody-imports-main', 'electron/app/compose.ts', "import * as main from '../main.ts'; export const x = main;"],
  ['edges-import-down', 'electron/ipc/x.ts', "import { compose } from '../app/compose.ts'; export const x = compose;"],
  ['edges-apart', 'electron/windows/x.ts', "import type { I } from '../ipc/i.ts'; export type X = I;"],
  ['edges-apart', 'electron/platform/x.ts', "import { w } from '../windows/w.ts'; export const x = w;"],
  ['services-import-down', 'electron/services/x.ts', "import type { P } from '../platform/p.ts'; export type X = P;"],
  ['electron-at-the-edges', 'electron/services/y.ts', "import { app } from 'electron'; export const x = app;"],
  ['electron-at-the-edges', 'electron/vault/y.ts', "import type { App } from 'electron'; export type X = App;"],
  [
    'domain-imports-down',
    'electron/vault/x.ts',
    "import type { s } from '../services/s.ts'; export type X = typeof s;",
  ],
  ['domain-apart', 'electron/providers/x.ts', "import { v } from '../vault/v.ts'; export const x = v;"],
  ['domain-apart', 'electron/consoles/x.ts', "import type { p } from '../providers/p.ts'; export type X = typeof p;"],
  ['net-imports-shared', 'electron/net/x.ts', "import { p } from '../providers/p.ts'; export const x = p;"],
  ['vault-without-network', 'electron/vault/z.ts', "import type { n } from '../net/n.ts'; export type X = typeof n;"],
  ['cli-imports-services', 'electron/cli/x.ts', "import { w } from '../windows/w.ts'; export const x = w;"],
  ['app-stays-in-electron', 'electron/app/x.ts', "import { a } from '../../renderer/api/a.ts'; export const x = a;"],
  [
    'preload-imports-channels',
    'electron/preload/x.ts',
    "import { contract } from '../../shared/ipc/contract.ts'; export const x = contract;",
  ],
  ['preload-imports-channels', 'electron/preload/y.ts', "import { z } from 'zod'; export const x = z;"],
  ['preload-imports-channels', 'electron/preload/z.ts', "import fs from 'node:fs'; export const x = fs;"],
  [
    'preload-knows-the-contract',
    'electron/preload/w.ts',
    "import type { m } from '../../shared/model/m.ts'; export type X = typeof m;",
  ],
  ['preload-is-built-alone', 'electron/app/y.ts', "import { b } from '../preload/main.ts'; export const x = b;"],
  ['shared-imports-zod', 'shared/util/x.ts', "import fs from 'node:fs'; export const x = fs;"],
  ['shared-imports-zod', 'shared/model/x.ts', "import { fetch } from 'undici'; export const x = fetch;"],
  ['shared-imports-zod', 'shared/model/y.ts', "import { p } from '../../electron/providers/p.ts'; export const x = p;"],
  ['shared-util', 'shared/util/y.ts', "import type { e } from '../errors/e.ts'; export type X = typeof e;"],
  ['shared-errors', 'shared/errors/x.ts', "import { m } from '../model/m.ts'; export const x = m;"],
  ['shared-model', 'shared/model/z.ts', "import { contract } from '../ipc/contract.ts'; export const x = contract;"],
  ['shared-ipc', 'shared/ipc/x.ts', "import { en } from '../i18n/en.ts'; export const x = en;"],
  ['shared-i18n', 'shared/i18n/x.ts', "import { m } from '../model/m.ts'; export const x = m;"],
  ['renderer-without-node', 'renderer/ui/x.ts', "import path from 'node:path'; export const x = path;"],
  [
    'renderer-imports-shared',
    'renderer/api/x.ts',
    "import { ipcRenderer } from 'electron'; export const x = ipcRenderer;",
  ],
  [
    'renderer-imports-shared',
    'renderer/api/y.ts',
    "import type { s } from '../../electron/services/s.ts'; export type X = typeof s;",
  ],
  ['features-apart', 'renderer/features/two/x.ts', "import type { o } from '../one/o.ts'; export type X = typeof o;"],
  [
    'features-import-down',
    'renderer/features/one/x.ts',
    "import { main } from '../../app/main.ts'; export const x = main;",
  ],
  ['console-imports-down', 'renderer/console/x.ts', "import { o } from '../features/one/o.ts'; export const x = o;"],
  ['ui-imports-i18n', 'renderer/ui/y.ts', "import { a } from '../api/a.ts'; export const x = a;"],
  ['api-stands-alone', 'renderer/api/z.ts', "import { b } from '../ui/b.tsx'; export const x = b;"],
  ['i18n-stands-alone', 'renderer/i18n/x.ts', "import { a } from '../api/a.ts'; export const x = a;"],
  [
    'simulators-are-independent',
    'test/simulators/x.ts',
    "import { p } from '../../electron/providers/p.ts'; export const x = p;",
  ],
  [
    'simulators-are-independent',
    'test/simulators/y.ts',
    "import type { m } from '../../shared/model/m.ts'; export type X = typeof m;",
  ],
  [
    'product-without-tests',
    'shared/util/z.ts',
    "import { server } from '../../test/simulators/cli.ts'; export const x = server;",
  ],
  ['resolvable', 'electron/services/z.ts', "import { x } from './absent.ts'; export const y = x;"],
  [
    'no-cycles',
    'electron/vault/one.ts',
    "import type { Two } from './two.ts'; export interface One { readonly two: Two }",
  ],
];

describe('the layers', () => {
  it('leave a clean tree alone', { timeout: 60_000 }, async () => {
    expect(await judge(clean)).toEqual([]);
  });

  it('report each planted violation', { timeout: 60_000 }, async () => {
    const partner = "import type { One } from './one.ts'; export interface Two { readonly one: One }";
    const tree: Record<string, string> = { ...clean, 'electron/vault/two.ts': partner };
    for (const [, file, text] of planted) tree[file] = text;
    const found = new Set(await judge(tree));
    const unseen = planted.map(([rule, file]) => `${rule} ${file}`).filter((violation) => !found.has(violation));
    expect(unseen).toEqual([]);
  });
});
