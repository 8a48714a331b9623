import { describe, expect, it, onTestFinished } from 'vitest';
import { createDialer } from '../../../electron/net/dialer.ts';
import { createJump, defaultJumpLimits } from '../../../electron/net/jump/jump-host.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startPasswordSshServer, type PasswordRules } from '../../support/password-ssh-server.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, never } from './support.ts';

async function start(rules: Partial<PasswordRules>, password = 'planted') {
  const server = await startPasswordSshServer({ user: 'me', password: 'planted', methods: ['password'], ...rules });
  onTestFinished(() => server.stop());
  const limits = { ...defaultJumpLimits, connectMs: 10_000 };
  const jump = createJump({
    ...{
      jump: { host: '127.0.0.1', port: server.port },
      user: 'me',
      hostKey: server.hostKey,
      clock: systemClock,
      limits,
    },
    login: { kind: 'password', password: () => Promise.resolve(new Secret(password)) },
    route: { trust: { kind: 'system' }, proxy: { kind: 'none' } },
  });
  onTestFinished(() => jump.close());
  const route = { trust: { kind: 'system' }, proxy: { kind: 'none' }, jump } as const;
  const dial = () => createDialer({ route, clock: systemClock, limitMs: 10_000 })('127.0.0.1', 9, never());
  return { server, route, dial };
}

const servers = new Servers();

async function answers(route: Awaited<ReturnType<typeof start>>['route']): Promise<unknown> {
  onTestFinished(() => servers.close());
  return call(await servers.http((_, response) => response.end('{"a":1}')), route);
}

describe('a login with a password', () => {
  it('is made where passwords are accepted', async () => {
    const { server, route } = await start({ methods: ['publickey', 'password', 'keyboard-interactive'] });
    await expect(answers(route)).resolves.toEqual({ a: 1 });
    expect(server.tries).toEqual(['password planted']);
  });

  it('answers the one question of a host that only asks questions', async () => {
    const { server, route } = await start({ methods: ['keyboard-interactive'] });
    await expect(answers(route)).resolves.toEqual({ a: 1 });
    expect(server.tries).toEqual(['keyboard-interactive planted']);
  });

  it('gives no password away when there are other questions', async () => {
    const { server, dial } = await start({ methods: ['keyboard-interactive'], questions: ['Code: '] });
    expect(await failureOf(dial())).toMatchObject({ code: 'jump.login', params: { methods: 'keyboard-interactive' } });
    expect(server.tries).toEqual(['keyboard-interactive |']);
  });

  it.each([['password'], ['keyboard-interactive']] as const)('that is wrong is tried once (%s)', async (method) => {
    const { server, dial } = await start({ methods: [method] }, 'planted wrong');
    const failure = await failureOf(dial());
    expect(failure).toMatchObject({ code: 'jump.login', params: { jump: '127.0.0.1', user: 'me', methods: method } });
    expect(await failureOf(dial())).toBe(failure);
    expect(server.tries).toEqual([`${method} planted wrong`]);
    expect(JSON.stringify([failure, String((failure as Error).stack)])).not.toContain('planted');
  });

  it('is not sent where none is accepted', async () => {
    const { server, dial } = await start({ methods: ['publickey'] });
    expect(await failureOf(dial())).toMatchObject({ code: 'jump.login', params: { methods: 'publickey' } });
    expect(server.tries).toEqual([]);
  });
});
