import { describe, expect, it } from 'vitest';
import { mayRequest } from '../../../../electron/windows/policy.ts';

const server = 'http://127.0.0.1:5173';

describe('what a page may ask for', () => {
  it('is what belongs to the app', () => {
    for (const url of ['app://vmdeck/main.html', 'data:image/png;base64,AA==', 'blob:app://vmdeck/1']) {
      expect(mayRequest(url, null)).toBe(true);
    }
    for (const url of [
      ...['http://127.0.0.1/', 'https://cloud.example/', 'ws://127.0.0.1:1/', 'wss://cloud.example/'],
      ...['file:///etc/passwd', 'ftp://cloud.example/', 'app://other/main.html', 'devtools://devtools/a.js', ''],
    ]) {
      expect(mayRequest(url, null)).toBe(false);
    }
  });

  it('is also the hot-reload server in development, and nothing that only begins like it', () => {
    for (const url of [`${server}/a.js`, 'ws://127.0.0.1:5173/?token=1', 'devtools://devtools/a.js']) {
      expect(mayRequest(url, server)).toBe(true);
    }
    for (const url of ['http://127.0.0.1:51730/', 'http://127.0.0.1:5173.evil.example/', 'wss://127.0.0.1:5173/']) {
      expect(mayRequest(url, server)).toBe(false);
    }
  });
});
