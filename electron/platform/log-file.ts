import { closeSync, constants, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { namesSecret } from '../../shared/util/secret-names.ts';
import type { Log } from '../services/ports.ts';

/** Bytes after which the log begins anew; one older file is kept. */
const rotateAt = 5 * 1024 * 1024;
const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
/** Never waits for the reader of a pipe. */
const appending = O_WRONLY | O_APPEND | O_CREAT | (process.platform === 'win32' ? 0 : O_NONBLOCK);

/** Replaces what a field's name calls secret, at any depth. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, namesSecret(key) ? '[secret]' : redact(inner)]),
  );
}

function append(path: string, text: string): void {
  const file = openSync(path, appending, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** JSON lines in one file, rotated. A log that cannot be written is no reason to stop. */
export function createLogFile(path: string, now: () => number): Log {
  const rotate = (): void => {
    try {
      if (statSync(path).size > rotateAt) renameSync(path, `${path}.1`);
    } catch {
      mkdirSync(dirname(path), { recursive: true });
    }
  };
  let lines = 0;
  return {
    write: (level, event, fields = {}) => {
      try {
        if (lines % 500 === 0) rotate();
        lines += 1;
        const line = { at: new Date(now()).toISOString(), level, event, ...(redact(fields) as object) };
        append(path, `${JSON.stringify(line)}\n`);
      } catch {
        // a full disk must not end the program that says so
      }
    },
  };
}
