import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readTls } from '../machinery/tls.ts';
import { startChild, whileAlive, type Child } from './child.ts';
import { findCommand, findFile, freePort } from './find.ts';
import type { ConsoleProtocol, Guest, GuestIdentity, GuestStarter } from './guest.ts';
import { Qmp } from './qmp.ts';

const START_MS = 15_000;
const ANSWER_MS = 10_000;
const ATTEMPTS = 3;
const FIRST_VNC_PORT = 5900;

/** GRUB's rescue image draws a screen and echoes keys without an operating system. */
const IMAGES = [
  '/usr/lib/grub-rescue/grub-rescue-cdrom.iso',
  '/usr/share/grub-rescue/grub-rescue-cdrom.iso',
  '/usr/lib/grub/grub-rescue-cdrom.iso',
];

/** Code that GRUB's polling makes QEMU translate again and again would otherwise grow to a gigabyte. */
const TCG = 'tcg,tb-size=32';

interface Machine {
  readonly command: string;
  readonly image: string | undefined;
  readonly spice: boolean;
  readonly tls: boolean;
}

interface Ports {
  readonly vnc: number;
  readonly spice: number | undefined;
}

/** No password in here: arguments can be read by every process of the machine. */
const argumentsFor = (
  { image }: Machine,
  { vnc, spice }: Ports,
  { name, uuid }: GuestIdentity,
  certificates: string | undefined,
): string[] => [
  ...['-no-user-config', '-nodefaults', '-accel', TCG, '-m', '128', '-vga', 'qxl', '-display', 'none'],
  ...['-name', name.replaceAll(',', ',,'), '-uuid', uuid, '-qmp', 'stdio'],
  ...(certificates === undefined
    ? []
    : ['-object', `tls-creds-x509,id=tls,dir=${certificates},endpoint=server,verify-peer=off,sanity-check=off`]),
  ...['-vnc', `127.0.0.1:${vnc - FIRST_VNC_PORT},password=on${certificates === undefined ? '' : ',tls-creds=tls'}`],
  ...(spice === undefined
    ? []
    : [
        '-spice',
        `${certificates === undefined ? `port=${spice}` : `tls-port=${spice},x509-dir=${certificates}`},addr=127.0.0.1,disable-ticketing=off`,
      ]),
  ...(image === undefined ? [] : ['-cdrom', image, '-boot', 'd']),
];

class QemuGuest implements Guest {
  readonly kind = 'qemu';
  readonly pid: number;
  readonly vncPort: number;
  readonly spicePort: number | undefined;
  readonly ended: Promise<void>;
  readonly #child: Child;
  readonly #qmp: Qmp;
  readonly #certificates: string | undefined;
  #folder: Promise<string> | undefined;
  #dumps = 0;

  constructor(child: Child, qmp: Qmp, ports: Ports, certificates: string | undefined) {
    this.#certificates = certificates;
    this.#child = child;
    this.#qmp = qmp;
    this.pid = child.pid;
    this.ended = child.ended;
    this.vncPort = ports.vnc;
    this.spicePort = ports.spice;
  }

  async setPassword(protocol: ConsoleProtocol, password: string, validSeconds: number): Promise<void> {
    await this.#ask('set_password', { protocol, password });
    await this.#ask('expire_password', { protocol, time: `+${validSeconds}` });
  }

  async viewers(): Promise<number> {
    const vnc = (await this.#ask('query-vnc')) as { readonly clients?: readonly unknown[] };
    if (this.spicePort === undefined) return vnc.clients?.length ?? 0;
    const spice = (await this.#ask('query-spice')) as { readonly channels?: readonly unknown[] };
    return (vnc.clients?.length ?? 0) + (spice.channels?.length ?? 0);
  }

  async reset(): Promise<void> {
    await this.#ask('system_reset');
  }

  async screendump(): Promise<string> {
    this.#dumps += 1;
    const name = `screen-${this.#dumps}.ppm`;
    this.#folder ??= mkdtemp(join(tmpdir(), 'vmdeck-qemu-'));
    const filename = join(await this.#folder, name);
    await this.#ask('screendump', { filename });
    return filename;
  }

  async stop(): Promise<void> {
    await this.#child.stop();
    if (this.#certificates !== undefined) await rm(this.#certificates, { recursive: true, force: true, maxRetries: 5 });
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(command: string, parameters: object = {}): Promise<unknown> {
    return whileAlive(this.#child, this.#qmp.execute(command, parameters), ANSWER_MS, `QEMU's ${command}`);
  }
}

/** The files by the names that QEMU's TLS and SPICE look for. */
const certificateFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-tls-'));
  const { key, cert } = await readTls();
  await writeFile(join(folder, 'server-key.pem'), key, { mode: 0o600 });
  for (const name of ['ca-cert.pem', 'server-cert.pem']) await writeFile(join(folder, name), cert);
  return folder;
};

const startOnce = async (machine: Machine, identity: GuestIdentity): Promise<Guest> => {
  const ports: Ports = { vnc: await freePort(), spice: machine.spice ? await freePort() : undefined };
  const certificates = machine.tls ? await certificateFolder() : undefined;
  const child = await startChild(machine.command, argumentsFor(machine, ports, identity, certificates), [
    'pipe',
    'pipe',
    'pipe',
  ]);
  const { stdin, stdout } = child.process;
  try {
    if (stdin === null || stdout === null) throw new Error('QEMU was started without pipes');
    const qmp = new Qmp(stdout, stdin);
    await whileAlive(child, qmp.open(), START_MS, 'Starting QEMU');
    return new QemuGuest(child, qmp, ports, certificates);
  } catch (error) {
    await child.stop();
    if (certificates !== undefined) await rm(certificates, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
};

/** Ports are chosen before QEMU takes them, so somebody may be faster. */
const start = async (machine: Machine, identity: GuestIdentity): Promise<Guest> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(machine, identity);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
};

/** A QEMU built without SPICE calls the option unknown; one with it lists the sub-options. */
const speaksSpice = async (command: string): Promise<boolean> => {
  const text = await promisify(execFile)(command, ['-display', 'none', '-spice', 'help'], { timeout: ANSWER_MS }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: unknown) => {
      const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
      return stdout + stderr;
    },
  );
  return text.includes('disable-ticketing');
};

/** Undefined where QEMU is not installed. */
export const findQemu = async (tls = false): Promise<GuestStarter | undefined> => {
  const command = await findCommand(['qemu-system-x86_64', 'qemu-kvm'], ['/usr/libexec', '/usr/local/bin']);
  if (command === undefined) return undefined;
  const machine: Machine = { command, image: await findFile(IMAGES), spice: await speaksSpice(command), tls };
  return { kind: 'qemu', start: (identity) => start(machine, identity) };
};
