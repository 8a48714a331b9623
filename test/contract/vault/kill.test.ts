import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from 'vite';
import { parseVault } from '../../../electron/vault/parse.ts';
import { Vault } from '../../../electron/vault/vault.ts';
import { saverOptions, saverPassword, saverRecords, savedBy } from '../../support/saver-options.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const kills = 500;
const lanes = 4;
/** Longer than a few saves take, so that kills fall on every part of one. */
const longestMs = 25;
const { signal } = new AbortController();

let folder: string;

beforeAll(async () => {
  // Beside the modules, so that the saver finds Argon2; one plain script starts ten times as fast as the sources.
  folder = await mkdtemp(join(root, 'node_modules', '.vault-kill-'));
  await build({
    ...{ root, configFile: false, logLevel: 'warn' },
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: {
      ...{ ssr: 'test/support/save-until-killed.ts', outDir: folder, emptyOutDir: false, minify: false },
      rolldownOptions: { output: { format: 'es', entryFileNames: 'saver.mjs', codeSplitting: false } },
    },
  });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a saver, kills it at a random moment after its first save, and gives the last save that it told of. */
async function killOne(path: string): Promise<number> {
  const child = spawn(process.execPath, [join(folder, 'saver.mjs'), path], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await wait(Math.random() * longestMs);
  child.kill('SIGKILL');
  await closed;
  expect(said.err).toBe('');
  return Number(said.out.trim().split('\n').at(-1));
}

async function textOf(vault: Vault, id: string): Promise<string> {
  return Buffer.from((await vault.read(id)) ?? []).toString();
}

/** The save that the file holds, after a look at every record of it. */
async function checkedState(path: string): Promise<number> {
  const vault = await Vault.open({ ...saverOptions(path), readOnly: true });
  expect(vault.problem).toBeNull();
  await vault.unlock(saverPassword, signal);
  const last = Number(await textOf(vault, 'last'));
  for (let slot = 0; slot < saverRecords; slot += 1) {
    const count = last - ((last - slot + saverRecords) % saverRecords);
    const expected = savedBy(count)[1]?.plaintext ?? new Uint8Array();
    if (count > 0) expect(await textOf(vault, `record-${slot}`)).toBe(Buffer.from(expected).toString());
  }
  vault.lock();
  return last;
}

async function lane(times: number): Promise<{ beyond: number }> {
  const place = await mkdtemp(join(tmpdir(), 'vmdeck-kill-'));
  const path = join(place, 'vault.vmdeck');
  try {
    const vault = await Vault.open(saverOptions(path));
    await vault.create(saverPassword, 'measured', signal);
    await vault.putAll(savedBy(1));
    await vault.close();
    let beyond = 0;
    for (let kill = 0; kill < times; kill += 1) {
      const told = await killOne(path);
      const state = await checkedState(path);
      expect([told, told + 1]).toContain(state);
      if (state > told) beyond += 1;
      for (const name of await readdir(place)) {
        if (name.includes('.bak')) parseVault(await readFile(join(place, name)));
      }
    }
    await vault.unlock(saverPassword, signal);
    await vault.put('after', 'note', new Uint8Array());
    await vault.close();
    const rest = (await readdir(place)).sort().map((name) => name.replace('vault.vmdeck', ''));
    expect(rest).toEqual(['', '.bak', '.bak.2', '.bak.3']);
    return { beyond };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

it(`a vault whose program is killed ${kills} times while it saves holds the last save or the next, whole`, async () => {
  const done = await Promise.all(Array.from({ length: lanes }, () => lane(kills / lanes)));
  // Some kills fell between the save and its being told: else they did not fall on saves at all.
  expect(done.reduce((sum, { beyond }) => sum + beyond, 0)).toBeGreaterThan(0);
}, 900_000);
