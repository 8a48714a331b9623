import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from './house-rules.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Everything that git would track: what is left out here is what .gitignore leaves out. */
const untracked = new Set(['node_modules', 'out', 'dist', '.runtime', 'test-results', '.git']);

async function sources(): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !untracked.has(entry.name)) await walk(name);
      if (entry.isFile() && entry.name !== 'package-lock.json') found.push(name);
    }
  };
  await walk('');
  return found;
}

describe('the source tree', () => {
  it('keeps the house rules', { timeout: 60_000 }, async () => {
    const files = await sources();
    expect(files.length).toBeGreaterThan(50);
    const offences: string[] = [];
    for (const file of files) {
      const relevant = rules.filter((rule) => rule.applies(file));
      if (relevant.length === 0) continue;
      const text = await readFile(path.join(root, file), 'utf8');
      for (const rule of relevant) {
        for (const offence of rule.offences({ path: file, text })) offences.push(`${rule.name}: ${file}:${offence}`);
      }
    }
    expect(offences).toEqual([]);
  });
});

type Example = readonly [rule: string, path: string, text: string];

const caught: readonly Example[] = [
  ['no file over 400 lines', 'shared/util/x.ts', 'a;\n'.repeat(401)],
  ['no any', 'shared/util/x.ts', 'const x: any = 1;'],
  ['no any', 'shared/util/x.ts', 'const x = y as Map<string, any[]>;'],
  ['no exemption from the compiler or the linter', 'shared/util/x.ts', '// @ts-expect-error'],
  ['no exemption from the compiler or the linter', 'scripts/lib/x.mjs', '/* eslint-disable */'],
  ['no default export', 'renderer/app/x.tsx', 'export default function App() {}'],
  ['no default export', 'scripts/lib/x.mjs', 'const a = 1; export default a;'],
  ['no default export', 'shared/util/x.ts', 'const a = 1; export { a as default };'],
  ['provider ids only with the providers', 'renderer/features/x.ts', "if (kind === 'ucloudstack') {}"],
  ['provider ids only with the providers', 'electron/services/x.ts', 'const k = `ucloudstack`;'],
  ['the bridge only in renderer/api', 'renderer/ui/x.tsx', 'window.vmdeck.request();'],
  ['the bridge only in renderer/api', 'renderer/ui/x.tsx', 'globalThis.vmdeck.request();'],
  ['no path of one machine', 'docs/x.md', 'see /home/someone/project'],
  ['no path of one machine', 'scripts/lib/x.mjs', "read('/root/cache')"],
  ['no path of one machine', 'shared/util/x.ts', "const x = 'C:\\\\Users\\\\someone';"],
  ['no test is silenced', 'test/unit/x.test.ts', "it.skip('works', () => {});"],
  ['no test is silenced', 'test/unit/x.test.ts', "describe.only('works', () => {});"],
  ['kebab-case names', 'renderer/ui/StateGlyph.tsx', ''],
];

const left: readonly Example[] = [
  ['no file over 400 lines', 'shared/util/x.ts', 'a;\n'.repeat(400)],
  ['no any', 'shared/util/x.ts', "// any\nconst any = 'as any'; const y: string = any;"],
  ['no default export', 'vitest.config.ts', 'export default {};'],
  ['no default export', 'shared/util/x.ts', "import a from 'a'; export { a }; switch (a) { default: }"],
  ['provider ids only with the providers', 'electron/providers/registry.ts', "const k = 'ucloudstack';"],
  ['provider ids only with the providers', 'renderer/ui/x.ts', "const k = 'About ucloudstack clouds';"],
  ['the bridge only in renderer/api', 'renderer/api/client.ts', 'window.vmdeck.request();'],
  ['no path of one machine', 'test/simulators/x.ts', "const iso = '/usr/lib/grub-rescue/grub-rescue-cdrom.iso';"],
  ['no path of one machine', 'docs/x.md', 'https://example.org/home/start'],
  ['kebab-case names', 'test/unit/state-glyph.test.ts', ''],
];

const judge = (name: string, file: string, text: string): readonly string[] => {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new Error(`There is no rule "${name}"`);
  return rule.applies(file) ? rule.offences({ path: file, text }) : [];
};

describe('a house rule', () => {
  it.each(caught)('%s: catches in %s', (name, file, text) => {
    expect(judge(name, file, text)).not.toEqual([]);
  });

  it.each(left)('%s: lets pass in %s', (name, file, text) => {
    expect(judge(name, file, text)).toEqual([]);
  });

  it('is tried on an offence, each of them', () => {
    const tried = new Set(caught.map(([name]) => name));
    expect(rules.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});
