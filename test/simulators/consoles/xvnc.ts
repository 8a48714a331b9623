import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, whileAlive, type Child } from './child.ts';
import { findCommand, freePort } from './find.ts';
import type { ConsoleProtocol, Guest, GuestIdentity, GuestStarter } from './guest.ts';
import { ppmOf } from './ppm.ts';
import { captureVnc } from './rfb-capture.ts';
import { vncPasswordFile } from './vnc-auth.ts';

const START_MS = 15_000;
const nobodysPassword = (): string => randomBytes(6).toString('base64url');

class XvncGuest implements Guest {
  readonly kind = 'xvnc';
  readonly pid: number;
  readonly vncPort: number;
  readonly spicePort = undefined;
  readonly ended: Promise<void>;
  readonly #child: Child;
  readonly #folder: string;
  #password = '';
  #expiry: NodeJS.Timeout | undefined;
  #viewers = 0;
  #dumps = 0;

  constructor(child: Child, vncPort: number, folder: string) {
    this.#child = child;
    this.#folder = folder;
    this.pid = child.pid;
    this.ended = child.ended;
    this.vncPort = vncPort;
    child.process.stderr?.on('data', (text: string) => {
      this.#viewers += text.split('Connections: accepted').length - text.split('Connections: closed').length;
    });
  }

  /** Xvnc reads the file again for every viewer. */
  async setPassword(protocol: ConsoleProtocol, password: string, validSeconds: number): Promise<void> {
    if (protocol !== 'vnc') throw new Error('Xvnc speaks no SPICE');
    clearTimeout(this.#expiry);
    await this.#store(password);
    this.#expiry = setTimeout(() => void this.#store(nobodysPassword()), validSeconds * 1000);
  }

  viewers(): Promise<number> {
    return Promise.resolve(this.#viewers);
  }

  /** There is no machine that could start anew. */
  reset(): Promise<void> {
    return Promise.resolve();
  }

  async screendump(): Promise<string> {
    if (this.#password === '') await this.#store(nobodysPassword());
    this.#dumps += 1;
    const path = join(this.#folder, `screen-${this.#dumps}.ppm`);
    await writeFile(path, ppmOf(await captureVnc(this.vncPort, this.#password)));
    return path;
  }

  async stop(): Promise<void> {
    clearTimeout(this.#expiry);
    await this.#child.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #store(password: string): Promise<void> {
    this.#password = password;
    await writeFile(join(this.#folder, 'password'), vncPasswordFile(password), { mode: 0o600 });
  }
}

const start = async (command: string, { name }: GuestIdentity): Promise<Guest> => {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-xvnc-'));
  await writeFile(join(folder, 'password'), vncPasswordFile(nobodysPassword()), { mode: 0o600 });
  const args = [
    ...['-displayfd', '3', '-rfbport', String(port), '-interface', '127.0.0.1', '-nolisten', 'tcp'],
    ...['-SecurityTypes', 'VncAuth', '-PasswordFile', join(folder, 'password'), '-AlwaysShared'],
    ...['-UseBlacklist=0', '-geometry', '800x600', '-depth', '24', '-desktop', name],
  ];
  const child = await startChild(command, args, ['ignore', 'ignore', 'pipe', 'pipe']);
  const display = child.process.stdio[3];
  const guest = new XvncGuest(child, port, folder);
  const ready = new Promise<void>((resolve) => display?.once('data', () => resolve()));
  try {
    await whileAlive(child, ready, START_MS, 'Starting Xvnc');
    return guest;
  } catch (error) {
    await guest.stop();
    throw error;
  }
};

/** Undefined where no Xvnc is installed. */
export const findXvnc = async (): Promise<GuestStarter | undefined> => {
  const command = await findCommand(['Xtigervnc', 'Xvnc']);
  return command === undefined ? undefined : { kind: 'xvnc', start: (identity) => start(command, identity) };
};
