import { describe, expect, it } from 'vitest';
import { canonical, genesis, seal, unseal, type LineContent } from '../../../../electron/audit/line.ts';
import { Verifier, type Anchor } from '../../../../electron/audit/verifier.ts';

const deed = (name: string): LineContent => ({
  ...{ at: 1_700_000_000_000, user: 'ann', client: 'app', connection: { id: 'c1', name: '生产' }, vm: null },
  ...{ action: name, parameters: { memory: true }, outcome: 'done', error: null, durationMs: 5 },
  ...{ requestId: null, operationId: 'x' },
});

const file = 'audit-000001.jsonl';

/** Ten lines, the first of them the file's own, and the anchor that belongs to them. */
function written(): { lines: string[]; anchor: Anchor } {
  let end = { seq: 0, hash: genesis };
  const lines = Array.from({ length: 10 }, (_, index) => {
    const sealed = seal(index === 0 ? { at: 0, file: 1 } : deed(`vm.${index}`), end);
    end = sealed;
    return sealed.text;
  });
  return { lines, anchor: { ...end, file, size: 0 } };
}

/** Findings as `fault@line×count`, of lines that may be of two files. */
function judged(lines: readonly string[], anchor: Anchor | null): string[] {
  const verifier = new Verifier(anchor);
  lines.forEach((text, index) => verifier.take(file, index + 1, text));
  return verifier.end().map(({ fault, line, count }) => `${fault}@${line}×${count}`);
}

describe('a line', () => {
  it('is ASCII, and one value has one text', () => {
    const { lines } = written();
    expect(lines.every((line) => /^[\x20-\x7e]+$/.test(line))).toBe(true);
    expect(canonical({ b: 1, a: ['é\n', null] })).toBe('{"a":["\\u00e9\\n",null],"b":1}');
    const [, second = ''] = lines;
    expect(unseal(second)).toMatchObject({ connection: { name: '生产' } });
    for (const forged of [second.replace('"ann"', '"bob"'), ` ${second}`, second.replace('{', '{"x":1,'), '{', ''])
      expect(unseal(forged)).toBeNull();
  });
});

it.each([
  ['has the name of what objects inherit from', ['__proto__', 'constructor', 'toString'], 1],
  ['is text in part', ['lone', 'control'], '\ud800 \u0000\u007f\ufeff'],
] as const)('a line is as it was written where a parameter %s', (_, names, value) => {
  const parameters = Object.fromEntries(names.map((name) => [name, value]));
  const { text } = seal({ ...deed('api.call'), parameters }, { seq: 0, hash: genesis });
  expect(names.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  expect(unseal(text)).toMatchObject({ action: 'api.call' });
});

describe('the chain tells', () => {
  it('nothing about a log that is as it was written, even while it grows', () => {
    const { lines, anchor } = written();
    expect(judged(lines, anchor)).toEqual([]);
    expect(judged([], null)).toEqual([]);
    const [sealed] = [seal(deed('vm.later'), anchor)];
    expect(judged([...lines, sealed.text], anchor)).toEqual([]);
  });

  it('a line that was changed, once and where it is', () => {
    const { lines, anchor } = written();
    for (const [change, line] of [
      [(text: string) => text.replace('"ann"', '"bob"'), 4],
      [() => 'not json at all', 5],
      [() => '', 10],
    ] as const)
      expect(judged(lines.with(line - 1, change(lines[line - 1] ?? '')), anchor)).toEqual([`changed@${line}×1`]);
  });

  it('a line that was written anew with a hash of its own', () => {
    const { lines, anchor } = written();
    const forge = (index: number): string[] => {
      const old = unseal(lines[index] ?? '');
      return lines.with(index, seal(deed('vm.forged'), { seq: index, hash: old?.prev ?? '' }).text);
    };
    expect(judged(forge(5), anchor)).toEqual(['changed@6×1']);
    expect(judged(forge(9), anchor)).toEqual(['changed@10×1']);
  });

  it('a line that is none, once, whether it was put in or stands for one or for several', () => {
    const { lines, anchor } = written();
    for (const text of ['garbage', '']) {
      expect(judged(lines.toSpliced(3, 0, text), anchor)).toEqual(['changed@4×1']);
      expect(judged([...lines, text], anchor)).toEqual(['changed@11×1']);
      expect(judged(lines.toSpliced(3, 1, text, text), anchor)).toEqual(['changed@4×1', 'changed@5×1']);
      expect(judged(lines.toSpliced(3, 2, text), anchor)).toEqual(['changed@4×1', 'removed@5×1']);
      expect(judged(lines.toSpliced(8, 2, text), anchor)).toEqual(['changed@9×1', 'truncated@10×1']);
    }
  });

  it('lines that were removed, and how many', () => {
    const { lines, anchor } = written();
    expect(judged(lines.toSpliced(3, 1), anchor)).toEqual(['removed@4×1']);
    expect(judged(lines.toSpliced(0, 1), anchor)).toEqual(['removed@1×1']);
    expect(judged(lines.toSpliced(2, 4), anchor)).toEqual(['removed@3×4']);
  });

  it('lines that changed places', () => {
    const { lines, anchor } = written();
    const [a = '', b = ''] = lines.slice(4, 6);
    expect(judged(lines.toSpliced(4, 2, b, a), anchor)).toEqual(['reordered@6×1']);
    const moved = lines.toSpliced(2, 1).toSpliced(7, 0, lines[2] ?? '');
    expect(judged(moved, anchor)).toEqual(['reordered@8×1']);
  });

  it('a line that was put in', () => {
    const { lines, anchor } = written();
    expect(judged(lines.toSpliced(7, 0, lines[3] ?? ''), anchor)).toEqual(['added@8×1']);
  });

  it('an end that is missing, all of it included, and an anchor that is', () => {
    const { lines, anchor } = written();
    expect(judged(lines.slice(0, 7), anchor)).toEqual(['truncated@8×3']);
    expect(judged([], anchor)).toEqual(['truncated@1×10']);
    expect(judged(lines, null)).toEqual(['anchor-missing@10×1']);
  });

  it('several faults, each where it is', () => {
    const { lines, anchor } = written();
    const changed = lines
      .with(1, (lines[1] ?? '').replace('"ann"', '"eve"'))
      .toSpliced(5, 2)
      .slice(0, 7);
    expect(judged(changed, anchor)).toEqual(['changed@2×1', 'removed@6×2', 'truncated@8×1']);
  });
});
