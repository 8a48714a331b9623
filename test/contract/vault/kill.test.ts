import { mkdtemp, readFile, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeFiles } from '../../../electron/vault/node-files.ts';
import { parseVault } from '../../../electron/vault/parse.ts';
import { Vault } from '../../../electron/vault/vault.ts';
import { changedPasswords, saverOptions, saverPassword, saverRecords, savedBy } from '../../support/saver-options.ts';
import { buildVictim, type Victim } from './support/killing.ts';

const kills = 500;
const changes = 100;
const lanes = 4;
const { signal } = new AbortController();

let saver: Victim;
let changer: Victim;

beforeAll(async () => {
  saver = await buildVictim('save-until-killed');
  changer = await buildVictim('change-until-killed');
}, 120_000);

afterAll(async () => {
  await saver.remove();
  await changer.remove();
});

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
      const told = Number((await saver.kill(path)).split('\n').at(-1));
      const state = await checkedState(path);
      expect([told, told + 1]).toContain(state);
      if (state > told) beyond += 1;
      for (const name of await readdir(place)) {
        if (name.includes('.bak')) parseVault(await readFile(join(place, name)));
      }
    }
    // What a kill leaves of a file that another program could be making is kept for seconds.
    for (const name of await readdir(place)) if (/\.[0-9a-f]{16}/.test(name)) await utimes(join(place, name), 0, 0);
    await vault.unlock(saverPassword, signal);
    await vault.put('after', 'note', new Uint8Array());
    await vault.close();
    const rest = (await readdir(place)).sort().map((name) => name.replace('vault.vmdeck', ''));
    expect(rest).toEqual(['', '.bak', '.bak.2', '.bak.3', '.seen']);
    return { beyond };
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}

it(`a vault whose program is killed ${kills} times while it saves holds the last save or the next, whole`, async () => {
  const done = await Promise.all(Array.from({ length: lanes }, () => lane(kills / lanes)));
  // Some kills fell between the save and its being told: else they did not fall on saves at all.
  expect(done.reduce((sum, { beyond }) => sum + beyond, 0)).toBeGreaterThan(0);
}, 900_000);

const refuse = (): Promise<never> => Promise.reject(new Error('read-only'));

/** Which of the two passwords opens a file, without a note of the one that does not. */
async function openedBy(path: string): Promise<readonly boolean[]> {
  const files = { ...nodeFiles, write: refuse, claim: refuse };
  const opens: boolean[] = [];
  for (const password of changedPasswords) {
    const vault = await Vault.open({ ...saverOptions(path), files, readOnly: true });
    opens.push(
      await vault.unlock(password, signal).then(
        () => true,
        () => false,
      ),
    );
    await vault.close();
  }
  return opens;
}

it(`a vault whose program is killed ${changes} times while it changes the password opens by one alone`, async () => {
  const place = await mkdtemp(join(tmpdir(), 'vmdeck-kill-'));
  const path = join(place, 'vault.vmdeck');
  try {
    const vault = await Vault.open(saverOptions(path));
    await vault.create(saverPassword, 'measured', signal);
    for (let count = 1; count <= 4; count += 1) await vault.putAll(savedBy(count));
    await vault.close();
    let torn = 0;
    for (let kill = 0; kill < changes; kill += 1) {
      await changer.kill(path);
      const opens = await openedBy(path);
      expect(opens.filter((one) => one)).toHaveLength(1);
      const backups = ['.bak', '.bak.2', '.bak.3'].map((rest) => path + rest);
      for (const backup of backups) if (String(await openedBy(backup)) !== String(opens)) torn += 1;
      const again = await Vault.open(saverOptions(path));
      await again.unlock(changedPasswords[opens[0] === true ? 0 : 1], signal);
      expect(await textOf(again, 'last')).toBe('4');
      await again.close();
      for (const backup of backups) expect(await openedBy(backup)).toEqual(opens);
    }
    // Some kills fell between the file and its generations: else this was not put to the test.
    expect(torn).toBeGreaterThan(0);
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 5 });
  }
}, 300_000);
