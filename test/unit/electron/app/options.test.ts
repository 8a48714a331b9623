import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../electron/app/options.ts';

describe('readOptions', () => {
  it('reads what a start asks for', () => {
    const argv = [
      'vmdeck',
      '--demo',
      '--screenshot=/tmp/a.png',
      '--window-size=1600x1000',
      '--theme=dark',
      '--language=zh-CN',
    ];
    expect(readOptions(argv, false)).toEqual({
      demo: true,
      screenshot: '/tmp/a.png',
      userData: null,
      size: { width: 1600, height: 1000 },
      settings: { theme: 'dark', language: 'zh-CN' },
    });
  });

  it('ignores what it does not understand', () => {
    const argv = ['vmdeck', '--window-size=huge', '--theme=pink', '--language=tlh', 'file.txt'];
    expect(readOptions(argv, false)).toEqual({
      demo: false,
      screenshot: null,
      userData: null,
      size: null,
      settings: {},
    });
  });

  it('has neither a demo nor a camera in a release', () => {
    const argv = ['vmdeck', '--demo', '--screenshot=/tmp/a.png'];
    expect(readOptions(argv, true)).toMatchObject({ demo: false, screenshot: null });
  });
});
