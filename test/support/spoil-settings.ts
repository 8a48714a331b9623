/**
 * Writes settings where that is impossible, and prints what each attempt gave as one JSON line: into a folder that
 * nobody may write to, over a broken file that cannot be moved, and onto a full disk. The last two want a mount
 * namespace of their own and are null without one.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { defaultSettings, settingsSchema, type Settings } from '../../shared/model/settings.ts';

// electron-store asks Electron for a folder unless it is given one; here nothing but a path answers for Electron.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= tmpdir();
const { openJsonStore } = await import('../../electron/platform/json-store.ts');

const folder = mkdtempSync(join(tmpdir(), 'vmdeck-spoil-'));
const small = ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder];

function mount(...options: readonly string[]): boolean {
  try {
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const open = (where: string) =>
  openJsonStore({
    ...{ folder: where, name: 'settings', schema: settingsSchema, fallback: defaultSettings },
    now: () => 0,
  });

interface Outcome {
  readonly spoilt: string | null;
  readonly code: string;
  readonly theme: Settings['theme'];
}

function attempt(where: string): Outcome {
  const store = open(where);
  const spoilt = store.spoilt?.why ?? null;
  try {
    store.write({ ...defaultSettings, theme: 'dark' });
    return { spoilt, code: 'written', theme: store.read().theme };
  } catch (error) {
    return { spoilt, code: error instanceof AppError ? error.code : String(error), theme: store.read().theme };
  }
}

/** Fills what is left of the small disk, first with large pieces. */
function fill(): void {
  for (const size of [16_384, 4_096, 1]) {
    for (let index = 0; index < 100; index += 1) {
      try {
        writeFileSync(join(folder, `filler-${size}-${index}`), Buffer.alloc(size));
      } catch {
        break;
      }
    }
  }
}

const forbidden = attempt('/sys/kernel');
let stuck: Outcome | null = null;
let full: Outcome | null = null;
if (mount(...small)) {
  writeFileSync(join(folder, 'settings.json'), '{"value": {"theme"');
  if (mount('-o', 'remount,ro', folder)) stuck = attempt(folder);
  mount('-o', 'remount,rw', folder);
  rmSync(join(folder, 'settings.json'));
  fill();
  full = attempt(folder);
}
process.stdout.write(JSON.stringify({ forbidden, stuck, full }));
