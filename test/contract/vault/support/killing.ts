import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { expect } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', '..');
/** Longer than a few saves take, so that kills fall on every part of one. */
const longestMs = 25;

/** A program of test/support that works on the vault at the path that it is given, and says so when it has. */
export interface Victim {
  /** Starts it, kills it at a random moment after its first word, and gives all that it said. */
  kill(path: string): Promise<string>;
  remove(): Promise<void>;
}

export async function buildVictim(name: string): Promise<Victim> {
  // Beside the modules, so that it finds Argon2; one plain script starts ten times as fast as the sources.
  const folder = await mkdtemp(join(root, 'node_modules', '.vault-kill-'));
  await build({
    ...{ root, configFile: false, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: {
      ...{ ssr: `test/support/${name}.ts`, outDir: folder, emptyOutDir: false, minify: false },
      rolldownOptions: { output: { format: 'es', entryFileNames: 'victim.mjs', codeSplitting: false } },
    },
  });
  return {
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
    kill: async (path) => {
      const child = spawn(process.execPath, [join(folder, 'victim.mjs'), path], { stdio: ['ignore', 'pipe', 'pipe'] });
      const said = { out: '', err: '' };
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
      const closed = once(child, 'close');
      await Promise.race([once(child.stdout, 'data'), closed]);
      await wait(Math.random() * longestMs);
      child.kill('SIGKILL');
      await closed;
      expect(said.err).toBe('');
      return said.out.trim();
    },
  };
}
