import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { lifetimeModule, nodePackagesModule } from './scripts.ts';

const lock = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'x' },
      'node_modules/a': { version },
      'node_modules/only-on-windows': { version: '1.0.0', optional: true },
    },
  });

/** A project, and an npm that notes its arguments and installs what the lock file says. */
async function project(options: { lock: string; installed?: string; npm?: string }) {
  const root = await scratchFolder();
  const log = path.join(root, 'npm.log');
  const npm = path.join(root, 'npm-cli.js');
  await writeFile(path.join(root, 'package-lock.json'), options.lock);
  await writeFile(
    npm,
    options.npm ??
      `const fs = require('node:fs');
       fs.appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + '\\n');
       fs.mkdirSync('node_modules', { recursive: true });`,
  );
  if (options.installed !== undefined) {
    await mkdir(path.join(root, 'node_modules'));
    await writeFile(path.join(root, 'node_modules', '.package-lock.json'), options.installed);
  }
  const ensure = () =>
    lifetimeModule.withLifetime((lifetime) =>
      nodePackagesModule.ensureNodePackages({ root, env: { npm_execpath: npm }, lifetime }),
    );
  const calls = async () => (await readFile(log, 'utf8')).trim().split('\n');
  return { root, ensure, calls };
}

describe('requireNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes Node %s', (version) => {
    expect(() => nodePackagesModule.requireNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '20.9.0', '20.18.3'])('refuses Node %s and says what is needed', (version) => {
    expect(() => nodePackagesModule.requireNode(version)).toThrow(
      `VMDeck needs Node 20.19 or newer; this is Node ${version}`,
    );
  });
});

describe('ensureNodePackages', () => {
  it('installs once, and again only when the lock file changes', async () => {
    const { root, ensure, calls } = await project({ lock: lock('1.0.0') });
    await expect(ensure()).resolves.toBe('installed with npm ci');
    await expect(ensure()).resolves.toBe('up to date');
    await writeFile(path.join(root, 'package-lock.json'), lock('2.0.0'));
    await expect(ensure()).resolves.toBe('installed with npm ci');
    expect(await calls()).toEqual(Array(2).fill('ci --include=dev --no-audit --no-fund'));
  });

  it('leaves alone what was installed by hand as locked', async () => {
    const installed = JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } });
    const { ensure } = await project({ lock: lock('1.0.0'), installed });
    await expect(ensure()).resolves.toBe('already installed as locked');
    await expect(ensure()).resolves.toBe('up to date');
  });

  it.each([
    ['another version', { 'node_modules/a': { version: '0.9.0' } }],
    ['a package too few', {}],
    ['a package too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }],
  ])('reinstalls over %s', async (_what, packages) => {
    const { ensure } = await project({ lock: lock('1.0.0'), installed: JSON.stringify({ packages }) });
    await expect(ensure()).resolves.toBe('installed with npm ci');
  });

  it('passes on what npm says when it fails, and tries again next time', async () => {
    const { ensure } = await project({
      lock: lock('1.0.0'),
      npm: "console.error('ENOTFOUND registry'); process.exit(3)",
    });
    await expect(ensure()).rejects.toThrow(/npm ci failed \(exit code 3\):\nENOTFOUND registry/);
    await expect(ensure()).rejects.toThrow('npm ci failed');
  });
});
