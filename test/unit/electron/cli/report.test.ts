import { describe, expect, it } from 'vitest';
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
});
