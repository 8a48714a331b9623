import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ProxyProcess } from '../../../../electron/platform/proxy-process.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'support', 'proxy-answerer.mjs');
const never = new AbortController().signal;

function started(limitMs = 30_000) {
  const children: ChildProcess[] = [];
  const proxies = new ProxyProcess({
    ...{ clock: systemClock, limitMs },
    start: () => {
      const child = fork(script, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      children.push(child);
      return child;
    },
  });
  onTestFinished(() => proxies.stop());
  const ask = (host: string, signal = never) => proxies.resolveProxy(`https://${host}:443/`, signal);
  return { ask, proxies, children };
}

it('starts at the first question, and answers each its own', async () => {
  const { ask, children } = started();
  expect(children).toEqual([]);
  const answers = await Promise.all(['a.example', 'b.example'].map((host) => ask(host)));
  expect(answers).toEqual(['a.example', 'b.example'].map((host) => `PROXY ${host}:${children[0]?.pid ?? 0}`));
  expect(children).toHaveLength(1);
});

it('fails what waits when the process dies, and starts another for the next question', async () => {
  const { ask, children } = started();
  const waiting = ask('silent.example');
  await expect(Promise.allSettled([waiting, ask('dies.example')])).resolves.toMatchObject([
    { reason: { code: 'proxy.unknown' } },
    { reason: { code: 'proxy.unknown' } },
  ]);
  await expect(ask('a.example')).resolves.toContain('a.example');
  expect(children).toHaveLength(2);
});

it('waits no longer than its limit, or than it is wanted', async () => {
  await expect(started(50).ask('silent.example')).rejects.toMatchObject({ code: 'proxy.unknown' });
  const gone = new AbortController();
  const asked = started().ask('silent.example', gone.signal);
  gone.abort(new Error('not wanted any more'));
  await expect(asked).rejects.toThrow('not wanted any more');
});

it('leaves no process behind', async () => {
  const { ask, proxies, children } = started();
  await ask('a.example');
  const [child] = children;
  if (child === undefined) throw new Error('no process');
  await Promise.all([once(child, 'exit'), proxies.stop()]);
  expect(child.exitCode ?? child.signalCode).not.toBeNull();
});

it('that cannot be started says so', async () => {
  const proxies = new ProxyProcess({
    ...{ clock: systemClock, limitMs: 30_000 },
    start: () => fork(script, { execPath: '/no/such/program', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
  });
  await expect(proxies.resolveProxy('https://a.example/', never)).rejects.toMatchObject({ code: 'proxy.unknown' });
});
