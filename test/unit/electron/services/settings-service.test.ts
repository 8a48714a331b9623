import { describe, expect, it } from 'vitest';
import { SettingsService } from '../../../../electron/services/settings-service.ts';
import { defaultSettings, type Settings } from '../../../../shared/model/settings.ts';

function store(first: Settings = defaultSettings) {
  let stored = first;
  return { read: () => stored, write: (next: Settings) => (stored = next), stored: () => stored };
}

describe('SettingsService', () => {
  it('keeps what is set and tells of it', () => {
    const kept = store();
    const service = new SettingsService(kept, {});
    const heard: Settings[] = [];
    const stop = service.onChange((settings) => heard.push(settings));
    service.set({ theme: 'dark' });
    stop();
    service.set({ theme: 'light' });
    expect(kept.stored().theme).toBe('light');
    expect(heard.map((one) => one.theme)).toEqual(['dark']);
  });

  it('does not store what holds for this start only, until the user says so', () => {
    const kept = store();
    const service = new SettingsService(kept, { theme: 'dark', language: 'zh-CN' });
    expect(service.get()).toMatchObject({ theme: 'dark', language: 'zh-CN' });
    service.set({ density: 'compact' });
    expect(kept.stored()).toMatchObject({ theme: 'system', language: 'system', density: 'compact' });
    service.set({ theme: 'light' });
    expect(service.get()).toMatchObject({ theme: 'light', language: 'zh-CN' });
  });

  it('stays as it was when it cannot be stored', () => {
    const service = new SettingsService(
      {
        read: () => defaultSettings,
        write: () => {
          throw new Error('full');
        },
      },
      {},
    );
    expect(() => service.set({ theme: 'dark' })).toThrow('full');
    expect(service.get().theme).toBe('system');
  });
});
