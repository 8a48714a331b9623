import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VaultFile } from '../../../../electron/vault/file.ts';
import { claim } from '../../../../electron/vault/node-claim.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, never, newPath, newVault, openVault, random } from './harness.ts';

const hex = '0123456789abcdef';
const others = [
  `.lock.${hex}`,
  `.lock.${hex}.${hex}`,
  `.attempts.lock.${hex}`,
  `.attempts.${hex}.tmp`,
  `.seen.${hex}.tmp`,
];

/** Does something again and again while work is done. */
async function beside<T>(again: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const going = (async (): Promise<void> => {
    while (!ended.signal.aborted) await again();
  })();
  try {
    return await work();
  } finally {
    ended.abort();
    await going;
  }
}

const tidying = (path: string): (() => Promise<void>) => {
  const file = new VaultFile(path, nodeFiles, random);
  return () => file.tidy();
};

/** Removes what every claim is made from, as a program does that knows of no claims in the making. */
async function removeMakings(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (/\.lock\.[0-9a-f]{16}$/.test(name)) await rm(`${dirname(path)}/${name}`, { force: true });
  }
}

async function claimsOf(path: string, times: number): Promise<ReadonlySet<string>> {
  const answers = new Set<string>();
  for (let time = 0; time < times; time += 1) {
    const answer = await claim(path).then(
      (release) => (release === null ? 'held' : 'claimed'),
      (error: unknown) => String(error),
    );
    answers.add(answer);
  }
  return answers;
}

describe('a claim that is held', () => {
  it.each([
    ['tidies up', tidying],
    ['removes what claims are made from', (path: string) => () => removeMakings(path)],
  ])('holds against every other while a program %s', async (_, work) => {
    const path = await newPath();
    const release = await claim(path);
    expect(await beside(work(path), () => claimsOf(path, 300))).toEqual(new Set(['held']));
    await release?.();
  });
});

describe('tidying up', () => {
  it('leaves what another program may be making, and takes what is older, or dated in the future', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    for (const minutes of [-1, 180]) {
      for (const rest of [...others, `.${hex}.tmp`]) await writeFile(path + rest, '');
      await tidying(path)();
      const left = (await readdir(dirname(path))).map((name) => name.slice(basename(path).length));
      expect(left.sort()).toEqual(['', '.lock', ...others].sort());
      const then = new Date(Date.now() + minutes * 60_000);
      for (const rest of others) await utimes(path + rest, then, then);
      await tidying(path)();
      expect((await readdir(dirname(path))).sort()).toEqual([basename(path), `${basename(path)}.lock`]);
    }
    await vault.close();
  });

  it('leaves the count of wrong passwords right', async () => {
    const path = await newPath();
    await (await newVault(path)).close();
    const release = await claim(path);
    const vaults = await Promise.all(Array.from({ length: 3 }, () => openVault(path, { readOnly: true })));
    const wrong = new Secret('not the password');
    for (let time = 0; time < 8; time += 1) {
      const answers = await beside(tidying(path), () =>
        Promise.all(vaults.map((vault) => codeOf(vault.unlock(wrong, never)))),
      );
      const tried = answers.filter((code) => code === 'vault.wrong-password').length;
      const [counted] = (await readFile(`${path}.attempts`, 'latin1')).split(' ');
      expect([tried, counted]).toEqual([3, '3']);
      await rm(`${path}.attempts`);
    }
    await release?.();
  });
});
