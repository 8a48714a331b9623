import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AuditFolder, type Repair } from '../../../../electron/audit/folder.ts';
import { unseal, type LineContent } from '../../../../electron/audit/line.ts';
import { Verifier } from '../../../../electron/audit/verifier.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';

const { signal } = new AbortController();
const deed = (action: string): LineContent => ({
  ...{ at: Date.now(), user: 'ann', client: 'app', connection: null, vm: { id: 'v', name: '数据库' }, action },
  ...{ parameters: {}, outcome: 'done', error: null, durationMs: 5, requestId: null, operationId: 'x' },
});
const tell = (repair: Repair): LineContent => deed(`audit.${repair.kind}`);

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'vmdeck-audit-')), 'audit');
  onTestFinished(() => rm(join(path, '..'), { recursive: true, force: true, maxRetries: 5 }));
});

const opened = (rotateAt = 1_000_000) => new AuditFolder({ folder: path, clock: systemClock, rotateAt });
const first = (): string => join(path, 'audit-000001.jsonl');

async function write(folder: AuditFolder, ...actions: readonly string[]): Promise<void> {
  for (const action of actions) await folder.append([deed(action)], tell, signal);
}

async function read(folder: AuditFolder): Promise<{ actions: string[]; findings: string[] }> {
  const verifier = new Verifier(await folder.anchor());
  const actions: string[] = [];
  for await (const { file, line, text } of folder.lines(signal)) {
    verifier.take(file, line, text);
    const taken = unseal(text);
    if (taken !== null && 'action' in taken) actions.push(taken.action);
  }
  const findings = verifier.end().map(({ fault, file, line }) => `${fault} ${file}:${line}`);
  return { actions, findings };
}

describe('the files of the log', () => {
  it('go on in a new file behind the size, and the chain with them', async () => {
    const folder = opened(1_500);
    await write(folder, ...Array.from({ length: 12 }, (_, index) => `vm.${index}`));
    const files = (await readdir(path)).filter((name) => name.endsWith('.jsonl'));
    expect(files.length).toBeGreaterThan(2);
    expect(await read(opened(1_500))).toEqual({
      actions: Array.from({ length: 12 }, (_, index) => `vm.${index}`),
      findings: [],
    });
    await rm(join(path, 'audit-000002.jsonl'));
    expect((await read(folder)).findings).toEqual(['removed audit-000003.jsonl:1']);
  });

  it('are for their owner alone', async () => {
    await write(opened(), 'vm.start');
    const modes = await Promise.all((await readdir(path)).map(async (name) => (await stat(join(path, name))).mode));
    expect(modes.map((mode) => mode & 0o077)).toEqual(modes.map(() => 0));
  });

  it('do not hide that the end was cut off, whatever is written behind it', async () => {
    const folder = opened();
    await write(folder, 'a', 'b', 'c');
    const lines = (await readFile(first(), 'utf8')).split('\n');
    await truncate(first(), lines.slice(0, 2).join('\n').length + 20);
    expect((await read(folder)).findings).toEqual(['truncated audit-000001.jsonl:3']);
    await write(folder, 'd');
    const { actions, findings } = await read(folder);
    expect(actions).toEqual(['a', 'd']);
    expect(findings).toEqual(['changed audit-000001.jsonl:3', 'removed audit-000001.jsonl:4']);
  });

  it('do not hide that all of them were removed, or the anchor', async () => {
    const folder = opened();
    await write(folder, 'a', 'b');
    await rm(first());
    await write(folder, 'c');
    expect((await read(folder)).findings).toEqual(['removed audit-000002.jsonl:1']);
    await rm(join(path, 'anchor.json'));
    expect((await read(folder)).findings).toContain('anchor-missing audit-000002.jsonl:2');
    await write(folder, 'd');
    const { actions, findings } = await read(folder);
    expect(actions).toEqual(['c', 'audit.anchor-missing', 'd']);
    // Once the log goes on there is an anchor again; what was missing stays told.
    expect(findings).toContain('anchor-missing audit-000002.jsonl:3');
  });

  it('do not hide that the whole log was removed', async () => {
    const folder = opened();
    await write(folder, 'a', 'b');
    await rm(path, { recursive: true });
    await write(folder, 'c');
    const missing = ['log-missing audit-000001.jsonl:2'];
    expect(await read(folder)).toEqual({ actions: ['audit.log-missing', 'c'], findings: missing });
    await rm(path, { recursive: true });
    const later = new AuditFolder({ folder: path, clock: systemClock, rotateAt: 1_000_000, isExpected: true });
    await write(later, 'd');
    expect((await read(later)).findings).toEqual(missing);
  });
});

describe('a file that somebody has laid beside those of the log', () => {
  const zeros = Buffer.alloc(6_000_000);
  const laid: readonly (readonly [name: string, number: string, content: () => Promise<Buffer>])[] = [
    ['far behind them', '999999', () => Promise.resolve(zeros)],
    ['as the next one', '000002', () => Promise.resolve(zeros)],
    ['as a copy of one', '000002', () => readFile(first())],
    ['as nothing at all', '000007', () => Promise.resolve(Buffer.alloc(0))],
  ];

  it.each(laid)('%s is told and not written into', async (_, number, content) => {
    const folder = opened(1_500);
    await write(folder, 'a', 'b');
    const name = `audit-${number}.jsonl`;
    const before = await content();
    await writeFile(join(path, name), before);
    expect(await folder.foreign()).toEqual([name]);
    const more = Array.from({ length: 6 }, (__, index) => `more.${index}`);
    await write(opened(1_500), ...more);
    expect(await read(folder)).toEqual({ actions: ['a', 'b', ...more], findings: [] });
    expect(await folder.foreign()).toEqual([name]);
    expect(before.equals(await readFile(join(path, name)))).toBe(true);
  });

  it('is told from them without an anchor too', async () => {
    const folder = opened(1_500);
    await write(folder, ...Array.from({ length: 6 }, (_, index) => `vm.${index}`));
    const own = await folder.foreign();
    await rm(join(path, 'anchor.json'));
    for (const number of ['500000', '999999']) await writeFile(join(path, `audit-${number}.jsonl`), zeros);
    await writeFile(join(path, 'audit-000900.jsonl'), await readFile(first()));
    const laidThere = ['audit-000900.jsonl', 'audit-500000.jsonl', 'audit-999999.jsonl'];
    expect([own, await folder.foreign()]).toEqual([[], laidThere]);
    await write(folder, 'after');
    expect((await read(folder)).actions.slice(-2)).toEqual(['audit.anchor-missing', 'after']);
    expect(await folder.foreign()).toEqual(laidThere);
  });

  it('in the place of one of them leaves its lines missed', async () => {
    const folder = opened();
    await write(folder, 'a', 'b');
    await writeFile(first(), zeros);
    expect(await folder.foreign()).toEqual(['audit-000001.jsonl']);
    await write(folder, 'c');
    expect(await read(folder)).toEqual({ actions: ['c'], findings: ['removed audit-000002.jsonl:1'] });
    expect(zeros.equals(await readFile(first()))).toBe(true);
  });

  it('is not one that a crash has left half begun', async () => {
    const folder = opened(1_500);
    await write(folder, 'a');
    await writeFile(join(path, 'audit-000002.jsonl'), '{"at":');
    expect(await folder.foreign()).toEqual([]);
    await write(folder, 'b');
    expect((await read(folder)).actions).toEqual(['a', 'audit.torn-line', 'b']);
  });

  it('is no file of it under a number that the log does not use', async () => {
    const folder = opened();
    await write(folder, 'a');
    for (const name of ['audit-0000001.jsonl', 'audit-1000000.jsonl']) await writeFile(join(path, name), 'x');
    await write(folder, 'b');
    expect(await read(folder)).toEqual({ actions: ['a', 'b'], findings: [] });
  });
});

describe('after a crash', () => {
  it('the part of a line is set aside and is no tampering', async () => {
    const folder = opened();
    await write(folder, 'a', 'b');
    const torn = '{"action":"vm.half","at":"20';
    await appendFile(first(), torn);
    expect(await read(folder)).toEqual({ actions: ['a', 'b'], findings: [] });
    await write(opened(), 'c');
    expect(await read(folder)).toEqual({ actions: ['a', 'b', 'audit.torn-line', 'c'], findings: [] });
    expect(await readFile(`${first()}.torn-1`, 'utf8')).toBe(torn);
  });

  it('a line that the anchor does not know yet belongs to the log', async () => {
    const folder = opened();
    await write(folder, 'a');
    const anchor = await readFile(join(path, 'anchor.json'));
    await write(folder, 'b');
    await writeFile(join(path, 'anchor.json'), anchor);
    await write(folder, 'c');
    expect(await read(folder)).toEqual({ actions: ['a', 'b', 'c'], findings: [] });
  });

  it('a lock that was left behind is cleared away', async () => {
    const folder = opened();
    await write(folder, 'a');
    await writeFile(join(path, 'lock'), `999999999 ${(await import('node:os')).hostname()}`);
    await write(folder, 'b');
    expect((await read(folder)).actions).toEqual(['a', 'b']);
  });
});

describe('several programs at once', () => {
  it('write one chain', async () => {
    const script = join(import.meta.dirname, 'support', 'write-log.ts');
    const run = promisify(execFile);
    const own = write(opened(), ...Array.from({ length: 25 }, () => 'own'));
    await Promise.all([own, ...[1, 2].map(() => run(process.execPath, ['--import', 'tsx', script, path, '25']))]);
    const { actions, findings } = await read(opened());
    expect(findings).toEqual([]);
    expect(actions).toHaveLength(75);
  }, 60_000);
});

describe('a folder that takes nothing', () => {
  it('is told in words, and leaves no part of a line', async () => {
    const folder = opened();
    await write(folder, 'a');
    const before = await readFile(first(), 'utf8');
    await rm(join(path, 'anchor.json'));
    // A folder comes into the place of the anchor once it was looked for: the line was written, its anchor cannot be.
    const block = (repair: Repair): LineContent => {
      mkdirSync(join(path, 'anchor.json', 'x'), { recursive: true });
      return tell(repair);
    };
    await expect(folder.append([deed('b')], block, signal)).rejects.toMatchObject({ code: 'storage.failed' });
    expect(await readFile(first(), 'utf8')).toBe(before);
  });
});
