import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { buildModule, lifetimeModule } from './scripts.ts';

async function project(
  npmBody = "require('node:fs').appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')",
) {
  const root = await scratchFolder();
  await mkdir(path.join(root, 'electron', 'app'), { recursive: true });
  await writeFile(path.join(root, 'electron', 'app', 'a.ts'), 'a');
  await writeFile(path.join(root, 'npm-cli.js'), npmBody);
  const env = { npm_execpath: path.join(root, 'npm-cli.js') };
  const ensure = () => lifetimeModule.withLifetime((lifetime) => buildModule.ensureBuild({ root, env, lifetime }));
  return { root, ensure };
}

describe('ensureBuild', () => {
  it('builds once, and again after a source changed', async () => {
    const { root, ensure } = await project();
    await expect(ensure()).resolves.toBe('built');
    await expect(ensure()).resolves.toBe('up to date');
    await writeFile(path.join(root, 'electron', 'app', 'a.ts'), 'b');
    await expect(ensure()).resolves.toBe('built');
    expect(await readFile(path.join(root, 'npm.log'), 'utf8')).toBe('run build\nrun build\n');
  });

  it('does not take a failed build for a built one', async () => {
    const { ensure } = await project("console.error('Unexpected token'); process.exit(1)");
    await expect(ensure()).rejects.toThrow(/The build failed[^]*Unexpected token/);
    await expect(ensure()).rejects.toThrow('The build failed');
  });

  it('notices a renamed source, and does not care about documents', async () => {
    const { root } = await project();
    const before = await buildModule.hashSources(root);
    await writeFile(path.join(root, 'electron', 'README.md'), 'words');
    expect(await buildModule.hashSources(root)).toBe(before);
    await rename(path.join(root, 'electron', 'app', 'a.ts'), path.join(root, 'electron', 'app', 'b.ts'));
    expect(await buildModule.hashSources(root)).not.toBe(before);
  });
});
