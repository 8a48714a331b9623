import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Starts the keyring, says where the bus is, and lives until its input ends. */
const script = (start: string): string => `
${start} >&2
printf '%s\\n' "$DBUS_SESSION_BUS_ADDRESS"
exec cat >/dev/null
`;
const unlocked = script('printf keyring-password | gnome-keyring-daemon --unlock --components=secrets');
/** As after a login without a password: what the keyring asks nobody can answer, since it has no display. */
const locked = script('gnome-keyring-daemon --start --components=secrets');

interface KeyringOptions {
  /** Kept by the caller when given; made and removed otherwise. */
  readonly home?: string;
  readonly isLocked?: boolean;
}

/** A session bus with a real GNOME keyring of its own; nothing of the person's is touched. */
export async function startKeyring({ home: kept, isLocked = false }: KeyringOptions = {}) {
  const home = kept ?? (await mkdtemp(join(tmpdir(), 'vmdeck-keyring-')));
  const places = {
    ...{ HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') },
    ...{ XDG_CACHE_HOME: join(home, 'cache'), XDG_RUNTIME_DIR: home },
  };
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', isLocked ? locked : unlocked], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...places, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  const closed = once(session, 'close');
  let said = '';
  session.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [first] = (await Promise.race([
    once(createInterface(session.stdout), 'line'),
    closed.then(() => Promise.reject(new Error(`No keyring: ${said}`))),
  ])) as readonly unknown[];
  return {
    /** For a program that is to use this keyring. */
    env: { ...places, DBUS_SESSION_BUS_ADDRESS: String(first), XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: async () => {
      session.stdin.end();
      await closed;
      if (kept === undefined) await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
