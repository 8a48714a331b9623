import { describe, expect, it } from 'vitest';
import { formatMessage } from '../../../../shared/i18n/message.ts';
import { isMessageKey, translator } from '../../../../shared/i18n/translate.ts';

describe('formatMessage', () => {
  it('fills placeholders and writes numbers by the locale', () => {
    expect(formatMessage('{host}: {seconds} s', { host: 'api', seconds: 1.5 }, 'en')).toBe('api: 1.5 s');
    expect(formatMessage('{count} VMs', { count: 12000 }, 'en')).toBe('12,000 VMs');
  });

  it('leaves the digits of codes and ports as they are', () => {
    expect(formatMessage('code {code} on port {port}', { code: 8123, port: 42579 }, 'en')).toBe(
      'code 8123 on port 42579',
    );
  });

  it('leaves a placeholder without a value to be seen', () => {
    expect(formatMessage('{host} refused', {}, 'en')).toBe('{host} refused');
  });

  it('chooses the plural of the locale', () => {
    const message = { one: '{count} VM', other: '{count} VMs' };
    expect(formatMessage(message, { count: 1 }, 'en')).toBe('1 VM');
    expect(formatMessage(message, { count: 2 }, 'en')).toBe('2 VMs');
    expect(formatMessage(message, { count: 1 }, 'zh-CN')).toBe('1 VMs');
  });

  it('does not read a value as a template', () => {
    expect(formatMessage('{message}', { message: '{host}' }, 'en')).toBe('{host}');
  });
});

describe('translator', () => {
  it('speaks each language, and English where there is none', () => {
    expect(translator('en')('error.vault.locked')).toBe('The vault is locked.');
    expect(translator('zh-CN')('error.vault.locked')).toBe('保险库已锁定。');
    expect(translator('xx')('error.vault.locked')).toBe('The vault is locked.');
    expect(translator('xx').locale).toBe('en');
  });

  it('knows its keys, and not those of every object', () => {
    expect(isMessageKey('error.vault.locked')).toBe(true);
    expect(isMessageKey('error.nothing')).toBe(false);
    expect(isMessageKey('toString')).toBe(false);
  });
});
