import { describe, expect, it } from 'vitest';
import { CliFailure } from '../../../../electron/cli/failure.ts';
import { renderReport, reportOf } from '../../../../electron/cli/report.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { translator } from '../../../../shared/i18n/translate.ts';

describe('a failure on the command line', () => {
  const notSeen = new AppError('outcome.not-seen', { state: 'stopped' });
  it('says in which state a VM was found after an answer was lost', () => {
    expect(reportOf(notSeen, translator('en')).message).toContain('“Stopped”');
    expect(reportOf(notSeen, translator('zh-CN')).message).toContain('“已关机”');
    const json = renderReport(reportOf(notSeen, translator('en')), true);
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'outcome.not-seen', exitCode: 5, observed: 'stopped' } });
  });

  it('says in which state a VM is that a task was given up for', () => {
    const report = reportOf(new AppError('task.failed', { state: 'stopped' }), translator('en'));
    expect(report.message).toContain('“Stopped”');
    expect(report.observed).toBe('stopped');
  });

  it.each([
    [1, 'in 1 second.', 'within 1 second.'],
    [4, 'in 4 seconds.', 'within 4 seconds.'],
  ])('speaks of one second and of many, as of %i', (count, wait, limit) => {
    const t = translator('en');
    expect(reportOf(new AppError('vault.wait', { count }), t).message).toContain(wait);
    expect(reportOf(new CliFailure('cli.timed-out', { count }), t).message).toContain(limit);
  });

  it.each([
    ['Refused on purpose', 'en', 'Refused on purpose. The documentation'],
    ['Refused on purpose.', 'en', 'Refused on purpose. The documentation'],
    ['Why (twice?)', 'en', 'Why (twice?) The documentation'],
    ['余额不足', 'zh-CN', '余额不足。返回码'],
    ['余额不足！', 'zh-CN', '余额不足！返回码'],
  ])('ends what the cloud says, "%s", before words of its own', (message, language, told) => {
    const error = new AppError('cloud.refused', { code: 9999, message }, { detail: { code: '9999', message } });
    const report = reportOf(error, translator(language));
    expect(report.message).toContain(told);
    expect(report.detail).toMatchObject({ message });
  });
});
