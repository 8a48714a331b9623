import { expect, it, onTestFinished } from 'vitest';
import type { ConsoleTicket } from '../../../../electron/consoles/ticket.ts';
import { ConsoleSession } from '../../../../electron/services/console-session.ts';
import { directRoute } from '../../../../electron/net/route.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { realClock } from '../consoles/support/clock.ts';
import { serveInTurn, type Peer } from '../consoles/support/server.ts';
import { dummyTicket, linkMessage, linkResult, SpiceKeys } from '../consoles/support/spice.ts';
import { WindowSide } from '../consoles/support/window.ts';
import { eventually } from '../../../support/eventually.ts';
import { freed } from '../../../support/freed.ts';
import { askForPassword, playViewer, u32 } from '../consoles/support/rfb.ts';

const keys = new SpiceKeys();
const [main, display, playback] = [1, 2, 5];

const link =
  (channel: number, result: number) =>
  async (peer: Peer): Promise<void> => {
    await keys.askForTicket(peer, linkMessage({ channel }));
    await peer.write(linkResult(result));
    if (result !== 0) peer.socket.end();
  };

async function openSession(scripts: readonly ((peer: Peer) => Promise<void>)[], kind: 'spice' | 'vnc' = 'spice') {
  const { port } = await serveInTurn(scripts);
  const told: [number, string][] = [];
  const nothing = (): void => undefined;
  const forgotten: (() => Promise<void>)[] = [];
  const ticket = (): ConsoleTicket => {
    const password = new Secret('open sesame');
    forgotten.push(freed(password));
    return { kind, host: '127.0.0.1', port, password };
  };
  const session = new ConsoleSession({
    ...{ id: 'session', kind, clock: realClock, onChange: nothing, report: () => 'report' },
    ...{ onBelieved: nothing, onUnbelieved: nothing },
    askTicket: () => Promise.resolve({ ticket: ticket(), route: directRoute, trust: directRoute.trust }),
    onSideChannel: (type, { code }) => told.push([type, code]),
  });
  onTestFinished(() => session.end());
  await session.begin();
  const carry = (channel: number): { window: WindowSide; over: Promise<void> } => {
    const window = new WindowSide();
    const over = session.carry(window.bridgePort);
    if (kind === 'spice') {
      window.send(linkMessage({ channel }));
      window.send(dummyTicket);
    }
    return { window, over };
  };
  const ticketIsForgotten = async (): Promise<void> => {
    expect(forgotten).toHaveLength(1);
    await forgotten[0]?.();
  };
  return { session, told, carry, ticketIsForgotten };
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

it('has forgotten its ticket while it goes on behind the lock, by VNC', async () => {
  const server = async (peer: Peer): Promise<void> => {
    await askForPassword(peer);
    await peer.write(u32(0));
    await peer.read(1);
  };
  const { session, carry, ticketIsForgotten } = await openSession([server], 'vnc');
  await playViewer(carry(0).window);
  await eventually(() => expect(session.state).toBe('connected'));
  session.seal();
  await ticketIsForgotten();
  expect(session.state).toBe('connected');
});

it('has forgotten its ticket while it goes on behind the lock, by SPICE', async () => {
  const { session, carry, ticketIsForgotten } = await openSession([link(main, 0), link(display, 0)]);
  const channels = [carry(main), carry(display)];
  const linked = keys.reply().length + linkResult(0).length;
  for (const { window } of channels) await window.until(() => window.total === linked);
  session.seal();
  await ticketIsForgotten();
  expect(session.state).toBe('connected');
});
