import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

type KeyType = 'ed25519' | 'ecdsa' | 'rsa';

/** Packages put it where the search path of ordinary users does not lead. */
const program = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path)) ?? 'sshd';

function keygen(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('ssh-keygen', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ssh-keygen ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Makes a pair of keys with OpenSSH's own program; `file.pub` lies beside it. */
export function makeKey(file: string, type: KeyType, passphrase = '', more: readonly string[] = []): void {
  keygen(['-q', '-t', type, '-N', passphrase, '-C', 'test only', '-f', file, ...more]);
}

/** `SHA256:…` as OpenSSH shows it. */
export const fingerprintOf = (file: string): string => keygen(['-l', '-E', 'sha256', '-f', file]).split(' ')[1] ?? '';

export interface SshServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Whom it lets in: this user. */
  readonly user: string;
  /** Its folder, for keys of a test; it goes with the server. */
  readonly folder: string;
  /** The text of a private key that it lets in. */
  readonly key: string;
  /** Connections that are open now. */
  readonly open: number;
  /** Connections that there have been. */
  readonly accepted: number;
  /** What its processes wrote. */
  readonly log: () => string;
  /** Its host keys from now on. */
  showKeys(...types: readonly { readonly type: KeyType; readonly file: string }[]): Promise<void>;
  /** `SHA256:…` of a host key that it has from the start. */
  readonly fingerprint: (type: KeyType) => string;
  /** Makes a host key that it does not show yet. */
  readonly newKey: (type: KeyType) => { readonly type: KeyType; readonly file: string };
  /** Ends the process of every open connection, at once. */
  kill(): void;
  /** Lets every open connection hang: nothing more is read or answered. */
  freeze(): void;
  stop(): Promise<void>;
}

interface SshServerOptions {
  /** Lines of sshd_config that come before ours, so that they count. */
  readonly config?: readonly string[];
  readonly hostKeys?: readonly KeyType[];
}

/**
 * OpenSSH's sshd, one process a connection (`sshd -i`), as the user who runs the tests, with host keys of its own. It lets
 * this user in with {@link SshServer.key}.
 */
export async function startSshd({ config = [], hostKeys = ['ed25519'] }: SshServerOptions = {}): Promise<SshServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-sshd-'));
  // As root it insists on the folder that its service would have made.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  makeKey(join(folder, 'user'), 'ed25519');
  await writeFile(join(folder, 'authorized_keys'), await readFile(join(folder, 'user.pub')));
  const file = (type: KeyType): string => join(folder, `host-${type}`);
  for (const type of hostKeys) makeKey(file(type), type);
  const write = (files: readonly string[]): Promise<void> =>
    writeFile(
      join(folder, 'config'),
      [
        ...config,
        ...files.map((path) => `HostKey ${path}`),
        `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
        ...['StrictModes no', 'UsePAM no', 'PidFile none', 'PermitRootLogin yes', 'LogLevel VERBOSE'],
        ...['PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'UseDNS no', ''],
      ].join('\n'),
    );
  await write(hostKeys.map(file));

  const children = new Map<Socket, ChildProcessWithoutNullStreams>();
  let log = '';
  let accepted = 0;
  let made = 0;
  const server = createServer((socket) => {
    accepted += 1;
    const child = spawn(program, ['-i', '-e', '-f', join(folder, 'config')]);
    children.set(socket, child);
    child.stderr.on('data', (text: Buffer) => (log += text.toString()));
    child.stdin.on('error', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
    child.once('exit', () => socket.destroy());
    socket.once('close', () => {
      child.kill('SIGKILL');
      children.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const kill = (): void => {
    for (const [socket, child] of children) {
      child.kill('SIGKILL');
      socket.destroy();
    }
  };
  return {
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: userInfo().username, folder },
    key: await readFile(join(folder, 'user'), 'utf8'),
    get open() {
      return children.size;
    },
    get accepted() {
      return accepted;
    },
    log: () => log,
    showKeys: (...keys) => write(keys.map((key) => key.file)),
    fingerprint: (type) => fingerprintOf(`${file(type)}.pub`),
    newKey: (type) => {
      made += 1;
      const path = join(folder, `other-${made}`);
      makeKey(path, type);
      return { type, file: path };
    },
    kill,
    freeze: () => children.forEach((child) => child.kill('SIGSTOP')),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      kill();
      await closed;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
