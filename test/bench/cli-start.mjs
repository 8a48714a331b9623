import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ensureCli } from '../../scripts/lib/cli-build.mjs';

/** The time of a start as a multiple of an empty script that imports zod and undici, and the most that is allowed. */
const allowed = 2;
const rounds = 15;
const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @param {readonly string[]} args
 * @returns {number} milliseconds
 */
function time(args) {
  const began = performance.now();
  const { error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
  if (error !== undefined) throw error;
  return performance.now() - began;
}

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const bundle = await ensureCli(root);
const empty = mkdtempSync(path.join(tmpdir(), 'vmdeck-bench-'));
const packages = ['zod', 'undici'].map((name) => import.meta.resolve(name));
const base = path.join(empty, 'base.mjs');
writeFileSync(base, packages.map((url) => `import ${JSON.stringify(url)};\n`).join(''));
/** Reading a vault that is not there goes through the whole program, up to the point where a password is asked for. */
const work = ['vault', 'check', '--data-dir', empty];
const candidates = {
  'empty script with zod and undici': [base],
  'vmdeck --version': [bundle, '--version'],
  'vmdeck vault check': [bundle, ...work],
  'npm script, without npm: vault check': [path.join(root, 'scripts', 'cli.mjs'), ...work],
};
try {
  /** @type {Record<string, number[]>} */
  const times = {};
  // In turns, so that a busy moment of the machine falls on all of them.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(candidates)) {
      const took = time(args);
      if (round >= 0) (times[name] ??= []).push(took);
    }
  }
  const medians = Object.entries(times).map(([name, all]) => ({ name, ms: median(all) }));
  const floor = medians[0]?.ms ?? 1;
  for (const { name, ms } of medians) {
    process.stdout.write(`${name.padEnd(40)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / floor).toFixed(2)} x\n`);
  }
  const worst = Math.max(...medians.map(({ ms }) => ms / floor));
  process.stdout.write(`ratio ${worst.toFixed(2)}, allowed ${allowed}\n`);
  process.exitCode = worst <= allowed ? 0 : 1;
} finally {
  rmSync(empty, { recursive: true, force: true });
}
