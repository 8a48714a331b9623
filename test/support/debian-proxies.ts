import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startChild, whileAlive } from '../simulators/consoles/child.ts';
import { findCommand, freePort } from '../simulators/consoles/find.ts';

const startMs = 15_000;
const lookAgainMs = 20;

interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

async function run(name: string, args: readonly string[], port: number): Promise<number> {
  const command = await findCommand([name]);
  if (command === undefined) throw new Error(`${name} is not installed: npm run provision`);
  const child = await startChild(command, args, ['ignore', 'ignore', 'pipe']);
  onTestFinished(() => child.stop());
  const listening = async (): Promise<void> => {
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  };
  await whileAlive(child, listening(), startMs, `Starting ${name}`);
  return port;
}

/** Tinyproxy, which tunnels by CONNECT to these ports only, for one who logs in. Its own port. */
export async function startTinyproxy({ user, password }: ProxyLogin, tunnelTo: readonly number[]): Promise<number> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-tinyproxy-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const lines = [
    ...[`Port ${port}`, 'Listen 127.0.0.1', 'Timeout 60', `BasicAuth ${user} ${password}`],
    ...tunnelTo.map((allowed) => `ConnectPort ${allowed}`),
  ];
  const file = join(folder, 'tinyproxy.conf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return run('tinyproxy', ['-d', '-c', file], port);
}

/** Microsocks, a SOCKS5 server, for one who logs in. Its port. */
export async function startMicrosocks({ user, password }: ProxyLogin): Promise<number> {
  const port = await freePort();
  return run('microsocks', ['-i', '127.0.0.1', '-p', String(port), '-u', user, '-P', password], port);
}
