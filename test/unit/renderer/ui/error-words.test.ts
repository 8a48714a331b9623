import { describe, expect, it } from 'vitest';
import { errorReport, peerWords } from '../../../../renderer/ui/error-words.ts';
import { translator } from '../../../../shared/i18n/translate.ts';

const both = { message: 'wrong password', messageZh: '密码错误' };

describe("the peer's own words", () => {
  it('are in the language of the window where the peer said them in both', () => {
    expect(peerWords(translator('en'), both)).toBe('wrong password');
    expect(peerWords(translator('zh-CN'), both)).toBe('密码错误');
  });

  it('are in the other language rather than missing', () => {
    expect(peerWords(translator('zh-CN'), { message: 'busy', messageZh: '' })).toBe('busy');
    expect(peerWords(translator('en'), { messageZh: '忙' })).toBe('忙');
    expect(peerWords(translator('en'), {})).toBeUndefined();
  });

  it('are in a report in both', () => {
    const report = errorReport({ code: 'cloud.refused', params: {}, detail: both });
    expect(report).toContain('wrong password');
    expect(report).toContain('密码错误');
  });
});
