import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonPieces, plain, table } from '../../../../electron/cli/output.ts';
import { renderReport, reportOf } from '../../../../electron/cli/report.ts';
import { createInput } from '../../../../electron/cli/stdin.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { translator } from '../../../../shared/i18n/translate.ts';

const hostile = 'a\u001b[2Jb\u009b1mc\u007f\nd\u202e';

describe('what goes to a terminal', () => {
  it('drives it in no way, whatever a cloud calls its VMs', () => {
    expect(plain(hostile)).toBe('a\ufffd[2Jb\ufffd1mc\ufffd\ufffdd\ufffd');
    const error = new AppError('cloud.refused', { code: 1, message: hostile }, { detail: { message: hostile } });
    const text = renderReport(reportOf(error, translator('en')), false);
    const json = [...jsonPieces([hostile])].join('') + renderReport(reportOf(error, translator('en')), true);
    for (const output of [text, json]) expect(output).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('has columns of one width, with East Asian characters as two', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['研发', '1'],
          ['web', '2'],
        ],
      ),
    ).toBe('A     B\n研发  1\nweb   2');
  });
});

describe('jsonPieces', () => {
  it.each([[[]], [[1]], [[{ a: 'x' }, null]], [{ a: [1, 2] }], ['text'], [null]])('is JSON: %j', (data) => {
    const text = [...jsonPieces(data)].join('');
    expect(JSON.parse(text)).toEqual(data);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('gives back every character', () => {
    expect(JSON.parse([...jsonPieces([hostile])].join(''))).toEqual([hostile]);
  });
});

describe('a report', () => {
  it('says why an action is not available', () => {
    const error = new AppError('action.unavailable', { action: 'start', reason: 'needs-stopped' });
    expect(reportOf(error, translator('en')).message).toContain('must be stopped');
  });

  it('keeps the text of an unknown error to itself', () => {
    const report = reportOf(new Error('with a secret'), translator('en'));
    expect(report).toMatchObject({ code: 'internal', exitCode: 1 });
    expect(renderReport(report, true)).not.toContain('secret');
  });
});

describe('createInput', () => {
  const { signal } = new AbortController();
  const from = (...pieces: readonly string[]) =>
    createInput(Readable.from(pieces.map((one) => Buffer.from(one))), signal);

  it('gives lines, then the rest, however the bytes arrive', async () => {
    const input = from('pass', 'word\r\nke', 'y\n{"a":', '1}\n');
    expect([await input.line(), await input.line(), await input.rest()]).toEqual(['password', 'key', '{"a":1}\n']);
    expect(await from('密', '码').line()).toBe('密码');
    expect(await from().line()).toBe('');
  });

  it('holds no more than a bounded amount', async () => {
    await expect(from('x'.repeat(2 ** 20), 'y').line()).rejects.toMatchObject({ key: 'cli.stdin-too-long' });
  });
});
