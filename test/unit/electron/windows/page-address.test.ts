import { describe, expect, it } from 'vitest';
import { developmentAddress, fileOf, isOurs, pageUrl } from '../../../../electron/windows/page-address.ts';

describe('addresses of pages', () => {
  it('knows its own pages, and nothing that only looks like them', () => {
    expect(isOurs(pageUrl('main.html'))).toBe(true);
    expect(isOurs('app://vmdeck/main.html?x#y')).toBe(true);
    for (const other of [
      'app://vmdeck.evil/main.html',
      'app://evil/vmdeck',
      'https://vmdeck/',
      'file:///main.html',
      'about:blank',
      '',
    ]) {
      expect(isOurs(other)).toBe(false);
    }
  });

  it('serves files of its folder only', () => {
    expect(fileOf('/srv/pages', 'app://vmdeck/assets/a.js')).toBe('/srv/pages/assets/a.js');
    for (const outside of [
      'app://vmdeck/..%2f..%2fetc/passwd',
      'app://vmdeck/%2e%2e/%2e%2e/etc/passwd/..%2f..%2f..%2f..%2fetc',
      'app://vmdeck/..%2fpages-of-another/a.js',
      'app://vmdeck/a%00.js',
      'app://vmdeck/%zz',
      'app://other/a.js',
      'app://vmdeck/',
    ]) {
      const path = fileOf('/srv/pages', outside);
      expect(path === null || path.startsWith('/srv/pages/')).toBe(true);
    }
    expect(fileOf('/srv/pages', 'app://vmdeck/..%2f..%2fetc/passwd')).toBeNull();
  });

  it('asks the hot-reload server, and no other host, whatever the path', () => {
    const server = 'http://127.0.0.1:5173';
    expect(developmentAddress(server, 'app://vmdeck/app/main.tsx?t=1')).toBe(`${server}/app/main.tsx?t=1`);
    expect(developmentAddress(server, 'app://vmdeck//evil.example/a.js')).toBe(`${server}//evil.example/a.js`);
    expect(developmentAddress(server, 'app://evil.example/a.js')).toBeNull();
  });
});
