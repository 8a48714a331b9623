import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile } from '../../../../electron/platform/log-file.ts';
import { Secret } from '../../../../shared/util/secret.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'vmdeck-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('the log file', () => {
  it('writes one JSON line an event and makes its folder', () => {
    const path = join(folder, 'logs', 'a.log');
    const log = createLogFile(path, () => 0);
    log.write('info', 'one', { count: 2 });
    log.write('warn', 'two');
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'one', count: 2 },
      { at: '1970-01-01T00:00:00.000Z', level: 'warn', event: 'two' },
    ]);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('holds no planted secret, under whatever name and depth it comes', () => {
    const path = join(folder, 'a.log');
    createLogFile(path, () => 0).write('error', 'leak', {
      Signature: 'hunter2',
      request: { headers: [{ Authorization: 'hunter2', cookie: 'hunter2' }], VNCPassword: 'hunter2' },
      privateKey: 'hunter2',
      wrapped: new Secret('hunter2'),
    });
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('leak');
    expect(text).not.toContain('hunter2');
  });

  it('begins anew when it has grown, and keeps the last one', () => {
    const path = join(folder, 'a.log');
    writeFileSync(path, 'x'.repeat(6 * 1024 * 1024));
    createLogFile(path, () => 0).write('info', 'fresh');
    expect(statSync(path).size).toBeLessThan(1000);
    expect(existsSync(`${path}.1`)).toBe(true);
  });

  it('keeps nobody waiting in the place of a pipe', () => {
    const path = join(folder, 'a.log');
    execFileSync('mkfifo', [path]);
    createLogFile(path, () => 0).write('info', 'lost');
    expect(statSync(path).isFIFO()).toBe(true);
  });

  it('does not end the program when it cannot be written', () => {
    const log = createLogFile('/dev/full/none/a.log', () => 0);
    expect(() => log.write('info', 'lost')).not.toThrow();
  });
});
