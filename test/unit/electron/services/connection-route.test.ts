import { expect, it } from 'vitest';
import { httpLimitsOf, routeOf } from '../../../../electron/services/connection-route.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../shared/model/connection.ts';

const settings: ConnectionSettings = {
  ...connectionDefaults,
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' },
};
const proxyOfSystem = () => Promise.resolve([{ kind: 'none' } as const]);
const system = { system: { roots: () => ['an authority'], proxy: proxyOfSystem }, clock: systemClock };

it('takes the limits of a connection into those of its transport', () => {
  const limits = { ...settings.limits, callsPerSecond: 2.5, connectSeconds: 3, answerSeconds: 4, callSeconds: 5 };
  expect(httpLimitsOf({ ...settings, limits })).toEqual({
    ...{ concurrency: 6, rate: { perSecond: 2.5, burst: 3 }, connectMs: 3000, idleMs: 4000, totalMs: 5000 },
  });
  expect(httpLimitsOf(settings).rate).toBeNull();
});

it('reads the password of a proxy at every login, and none where there is nobody to log in', async () => {
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.resolve({ privateKey: '', secrets: { proxyPassword: `word ${reads}` } });
  };
  const proxy = { kind: 'http', host: 'proxy.example', port: 3128, user: 'me' } as const;
  const route = routeOf({ ...settings, proxy }, read, system);
  if (route.proxy.kind !== 'http') throw new Error('another proxy');
  expect(reads).toBe(0);
  expect((await route.proxy.login?.password())?.reveal()).toBe('word 1');
  expect((await route.proxy.login?.password())?.reveal()).toBe('word 2');
  expect(routeOf({ ...settings, proxy: { ...proxy, user: '' } }, read, system).proxy).toMatchObject({ login: null });
});

it('leaves the choice to the system where the connection does', () => {
  const route = routeOf({ ...settings, proxy: { kind: 'system' } }, () => Promise.reject(new Error('no')), system);
  expect(route.proxy).toMatchObject({ kind: 'chosen', choose: proxyOfSystem, clock: systemClock, limitMs: 10_000 });
  expect(route.roots?.()).toEqual(['an authority']);
});
