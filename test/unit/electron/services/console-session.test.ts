import { expect, it, onTestFinished } from 'vitest';
import { ConsoleSession } from '../../../../electron/services/console-session.ts';
import { directRoute } from '../../../../electron/net/route.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { realClock } from '../consoles/support/clock.ts';
import { serveInTurn, type Peer } from '../consoles/support/server.ts';
import { dummyTicket, linkMessage, linkResult, SpiceKeys } from '../consoles/support/spice.ts';
import { WindowSide } from '../consoles/support/window.ts';
import { eventually } from '../../../support/eventually.ts';

const keys = new SpiceKeys();
const [main, display, playback] = [1, 2, 5];

const link =
  (channel: number, result: number) =>
  async (peer: Peer): Promise<void> => {
    await keys.askForTicket(peer, linkMessage({ channel }));
    await peer.write(linkResult(result));
    if (result !== 0) peer.socket.end();
  };

async function openSession(scripts: readonly ((peer: Peer) => Promise<void>)[]) {
  const { port } = await serveInTurn(scripts);
  const told: [number, string][] = [];
  const nothing = (): void => undefined;
  const ticket = { kind: 'spice', host: '127.0.0.1', port, password: new Secret('open sesame') } as const;
  const session = new ConsoleSession({
    ...{ id: 'session', kind: 'spice', clock: realClock, onChange: nothing, report: () => 'report' },
    ...{ onBelieved: nothing, onUnbelieved: nothing },
    askTicket: () => Promise.resolve({ ticket, route: directRoute, trust: directRoute.trust }),
    onSideChannel: (type, { code }) => told.push([type, code]),
  });
  onTestFinished(() => session.end());
  await session.begin();
  const carry = (channel: number): { window: WindowSide; over: Promise<void> } => {
    const window = new WindowSide();
    const over = session.carry(window.bridgePort);
    window.send(linkMessage({ channel }));
    window.send(dummyTicket);
    return { window, over };
  };
  return { session, told, carry };
}

it('goes on without a channel that the server refuses when there is a picture without it, and tells of it once', async () => {
  const { session, told, carry } = await openSession([link(main, 0), link(playback, 9)]);
  carry(main);
  await eventually(() => expect(session.state).toBe('connected'));
  const sound = carry(playback);
  await sound.over;
  expect((await sound.window.closing()).error).toMatchObject({ code: 'console.spice-refused' });
  expect(told).toEqual([[playback, 'console.spice-refused']]);
  expect([session.state, session.error]).toEqual(['connected', null]);
});

it('ends with a channel that it cannot do without', async () => {
  const { session, told, carry } = await openSession([link(main, 0), link(display, 9)]);
  carry(main);
  await eventually(() => expect(session.state).toBe('connected'));
  await carry(display).over;
  expect(session.state).toBe('closed');
  expect(session.error).toMatchObject({ code: 'console.spice-refused', params: { code: '9' } });
  expect(told).toEqual([]);
});
