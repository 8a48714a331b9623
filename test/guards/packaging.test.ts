import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

interface Electron {
  readonly executable: string;
  readonly folder: string;
  readonly version: string;
  readonly kind: 'override' | 'official' | 'npm-hosted';
}

interface PackContext {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } };
}

/** The scripts are plain JavaScript; a computed specifier keeps the compiler from asking for declarations. */
const script = (name: string): string => new URL(`../../scripts/${name}`, import.meta.url).href;
const { requirePackageable } = (await import(script('lib/packageable.mjs'))) as {
  requirePackageable: (electron: Electron | undefined) => Electron;
};
const { afterPack } = (await import(script('after-pack.mjs'))) as {
  afterPack: (context: PackContext) => Promise<void>;
};
const { markerName } = (await import(script('lib/npm-hosted-runtime.mjs'))) as { markerName: string };

/** The head of the fuse wire in an Electron executable, as @electron/fuses looks for it. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

async function packedApp(wire: string): Promise<PackContext> {
  const appOutDir = await mkdtemp(path.join(tmpdir(), 'vmdeck-packed-'));
  onTestFinished(() => rm(appOutDir, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(appOutDir, { recursive: true });
  const bytes = Buffer.concat([
    Buffer.from(`executable…${sentinel}`),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.from('…more'),
  ]);
  await writeFile(path.join(appOutDir, 'vmdeck'), bytes);
  const packager = { executableName: 'vmdeck', appInfo: { productFilename: 'VMDeck' } };
  return { appOutDir, electronPlatformName: 'linux', packager };
}

const electron: Electron = { executable: '/e/electron', folder: '/e', version: '45.4.1', kind: 'official' };

describe('packaging', () => {
  it('refuses the npm-hosted development runtime and says what to do', () => {
    expect(() => requirePackageable({ ...electron, version: '33.2.1', kind: 'npm-hosted' })).toThrow(
      /npm-hosted runtime: it serves development and tests only, and is never packaged.*ELECTRON_OVERRIDE_DIST_PATH/,
    );
  });

  it('refuses to start from nothing, or from an Electron of unknown version', () => {
    expect(() => requirePackageable(undefined)).toThrow('There is no Electron to package.');
    expect(() => requirePackageable({ ...electron, version: 'unknown' })).toThrow('does not say which Electron');
  });

  it.each(['official', 'override'] as const)('takes an %s Electron', (kind) => {
    expect(requirePackageable({ ...electron, kind })).toEqual({ ...electron, kind });
  });

  it('refuses once more what came from that runtime all the same', async () => {
    const context = await packedApp('10110010');
    await writeFile(path.join(context.appOutDir, markerName), '{}');
    await expect(afterPack(context)).rejects.toThrow('must not be packaged');
  });

  it('sets the fuses of a release', async () => {
    const context = await packedApp('10110001');
    await afterPack(context);
    const bytes = await readFile(path.join(context.appOutDir, 'vmdeck'), 'latin1');
    const start = bytes.indexOf(sentinel) + sentinel.length + 2;
    // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, only from asar, own snapshot, file://
    expect(bytes.slice(start, start + 8)).toBe('00001100');
  });
});
