import { describe, expect, it } from 'vitest';
import { Failover } from '../../../../../electron/providers/http/failover.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../../../shared/errors/codes.ts';

const never = new AbortController().signal;

/** Three addresses of a cloud, and what each answers with. */
function cloud() {
  let time = 1_000_000;
  const failover = new Failover(['https://a.example/', 'https://b.example/', 'https://c.example/'], {
    now: () => time,
    sleep: () => Promise.resolve(),
  });
  const failing = new Map<string, AppError>();
  const asked: string[] = [];
  const ask = async (effect: 'reads' | 'changes' = 'reads'): Promise<string> =>
    failover.run(
      effect,
      ({ hostname }) => {
        asked.push(hostname.slice(0, 1));
        const failure = failing.get(hostname.slice(0, 1));
        return failure === undefined ? Promise.resolve(hostname.slice(0, 1)) : Promise.reject(failure);
      },
      never,
    );
  return {
    ask,
    asked,
    fail: (name: string, code: ErrorCode, params = {}) => failing.set(name, new AppError(code, params)),
    heal: (name: string) => failing.delete(name),
    pass: (ms: number) => (time += ms),
  };
}

describe('calls to a cloud with several addresses', () => {
  it('never end the encryption because an address does not answer', async () => {
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    const failover = new Failover(['https://a.example/', 'http://b.example/', 'https://c.example/'], clock);
    const asked: string[] = [];
    const ask = ({ origin }: URL): Promise<never> => {
      asked.push(origin);
      return Promise.reject(new AppError('net.refused'));
    };
    await expect(failover.run('reads', ask, never)).rejects.toMatchObject({ code: 'net.no-endpoint' });
    expect(asked).toEqual(['https://a.example', 'https://c.example']);
  });

  it('go to the first while it answers', async () => {
    const { ask, asked } = cloud();
    await ask();
    await ask('changes');
    expect(asked.join('')).toBe('aa');
  });

  it('go to the next when it is dead, stay there, and come back later', async () => {
    const { ask, asked, fail, heal, pass } = cloud();
    fail('a', 'net.refused');
    expect([await ask(), await ask(), await ask()]).toEqual(['b', 'b', 'b']);
    expect(asked.join('')).toBe('abbb');
    pass(60_000);
    expect([await ask(), await ask()]).toEqual(['b', 'b']);
    expect(asked.join('')).toBe('abbbabb');
    heal('a');
    pass(60_000);
    expect([await ask('changes'), await ask(), await ask('changes')]).toEqual(['b', 'a', 'a']);
  });

  it('are not kept away from the first by a clock that was set back', async () => {
    const { ask, fail, heal, pass } = cloud();
    fail('a', 'net.refused');
    await ask();
    heal('a');
    pass(-900_000);
    await expect(ask()).resolves.toBe('a');
  });

  it('fail with a name for each when none answers', async () => {
    const { ask, fail } = cloud();
    fail('a', 'net.refused');
    fail('b', 'net.unresolved');
    fail('c', 'http.status', { status: 503 });
    await expect(ask()).rejects.toMatchObject({
      code: 'net.no-endpoint',
      params: { hosts: 'a.example, b.example, c.example' },
      detail: { message: 'a.example: net.refused, b.example: net.unresolved, c.example: http.status' },
    });
  });

  it.each(['tls.changed', 'tls.self-signed', 'cloud.denied', 'cloud.bad-credentials', 'outcome.unknown'] as const)(
    'stop at %s',
    async (code) => {
      const { ask, asked, fail } = cloud();
      fail('a', code);
      await expect(ask()).rejects.toMatchObject({ code });
      expect(asked).toEqual(['a']);
    },
  );

  it('that change something are sent once: what a gateway says of one is its end', async () => {
    const { ask, asked, fail } = cloud();
    fail('a', 'http.status', { status: 503 });
    await expect(ask('changes')).rejects.toMatchObject({ code: 'http.status' });
    expect(asked).toEqual(['a']);
    fail('a', 'net.refused');
    await expect(ask('changes')).resolves.toBe('b');
  });
});
