import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-console-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Starts a program that ends with the test. File descriptor 3 is a pipe to read from. */
export function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  child.stderr.on('data', () => undefined);
  child.on('error', () => undefined);
  onTestFinished(async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return child;
}

/** Waits for a line that a program writes to a pipe; fails when the program ends without it. */
export async function sees(child: ChildProcess, descriptor: 1 | 3, line: RegExp): Promise<void> {
  const pipe = child.stdio[descriptor];
  if (pipe === null || pipe === undefined || !('read' in pipe)) throw new Error('no such pipe');
  let text = '';
  for await (const chunk of pipe) {
    text += String(chunk);
    if (line.test(text)) return;
  }
  throw new Error(`${child.spawnfile} ended without the line`);
}
