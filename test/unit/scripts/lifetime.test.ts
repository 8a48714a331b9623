import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lifetimeModule, processesModule, scriptPath } from './scripts.ts';

/** A process that has ended but that its new parent has not yet collected still has a number; it does not count. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'latin1'));
  } catch {
    return false;
  }
};

/** A command that starts a program which starts another; prints the process ids of both. */
const command = `
  import { runCommand } from '${scriptPath('lib/lifetime.mjs')}';
  import { start } from '${scriptPath('lib/processes.mjs')}';
  await runCommand(async (lifetime) => {
    lifetime.onEnd(() => console.log('ended'));
    const { exited } = start(lifetime, 'sh', ['-c', 'sleep 300 & echo $$ $!; wait'], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (process.argv[1] === 'throw') throw new Error('broken');
    return exited;
  });
`;

function startCommand(...args: string[]) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', command, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

describe('a command', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('on %s ends everything it started and exits with %i', async (signal, code) => {
    const { child, lines } = startCommand();
    const pids = String((await lines.next()).value)
      .split(' ')
      .map(Number);
    expect(pids.every(isAlive)).toBe(true);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([code, null]);
    expect((await lines.next()).value).toBe('ended');
    await expect.poll(() => pids.some(isAlive)).toBe(false);
  });

  it('ends everything it started when it fails', async () => {
    const { child } = startCommand('throw');
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});

describe('run', () => {
  it('collects what a program prints, and its exit code', async () => {
    const result = lifetimeModule.withLifetime((lifetime) =>
      processesModule.run(lifetime, 'sh', ['-c', 'echo out; echo err >&2; exit 7'], { timeoutMs: 10_000 }),
    );
    await expect(result).resolves.toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' });
  });

  it('ends a program that takes too long', async () => {
    const result = await lifetimeModule.withLifetime((lifetime) =>
      processesModule.run(lifetime, 'sleep', ['300'], { timeoutMs: 100 }),
    );
    expect(result.code).toBe(124);
  });

  it('tells when there is no such program', async () => {
    const result = await lifetimeModule.withLifetime((lifetime) =>
      processesModule.run(lifetime, 'vmdeck-no-such-program', [], { timeoutMs: 10_000 }),
    );
    expect(result.code).toBe(127);
  });
});
