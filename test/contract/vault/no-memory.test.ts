import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
/** KiB of address space: Node starts in it, and what is left is less than the derivation asks for. */
const limit = 1_500_000;
const derive = (module: string): string => `
  const { argon2id } = await import(${JSON.stringify(module)});
  const cost = { memoryKiB: 1_048_576, passes: 2, parallelism: 1 };
  const derived = argon2id(new Uint8Array(8), new Uint8Array(16), cost, AbortSignal.timeout(60_000));
  const { code, params } = await derived.catch((error) => error);
  console.log(JSON.stringify({ code, params }));`;

it('Argon2id without its memory fails with words', { timeout: 60_000 }, async () => {
  // Beside the modules, so that it finds the library.
  const folder = await mkdtemp(join(root, 'node_modules', '.no-memory-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await build({
    ...{ root, configFile: false, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: {
      ...{ ssr: 'electron/vault/argon2.ts', outDir: folder, emptyOutDir: false, minify: false },
      rolldownOptions: { output: { format: 'es', entryFileNames: 'argon2.mjs', codeSplitting: false } },
    },
  });
  const script = ['--input-type=module', '-e', derive(join(folder, 'argon2.mjs'))];
  const limited = ['-c', `ulimit -v ${limit}; exec "$@"`, 'sh', process.execPath, ...script];
  const { stdout } = await promisify(execFile)('sh', limited);
  expect(JSON.parse(stdout)).toEqual({ code: 'vault.no-memory', params: { mebibytes: 1024 } });
});
