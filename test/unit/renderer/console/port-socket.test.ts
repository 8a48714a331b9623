import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { consoleFlow } from '../../../../shared/model/console-wire.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { PortSocket } from '../../../../renderer/console/port-socket.ts';
import { eventually } from '../../../support/eventually.ts';

interface Attachable {
  attach(channel: object): void;
  on(event: string, handler: () => void): void;
  rQlen(): number;
  readonly readyState: string;
}

const channels: MessageChannel[] = [];

/** A socket, main's end of its channel, and what main has received so far. */
function connect(): { socket: PortSocket; main: MessagePort; received: unknown[] } {
  const { port1, port2 } = new MessageChannel();
  channels.push({ port1, port2 });
  const received: unknown[] = [];
  port1.onmessage = (event) => received.push(event.data);
  return { socket: new PortSocket('vnc:s1', 's1', () => Promise.resolve(port2)), main: port1, received };
}

const once = (target: EventTarget, type: string): Promise<Event> =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

async function opened(): Promise<ReturnType<typeof connect>> {
  const ends = connect();
  const open = once(ends.socket, 'open');
  ends.main.postMessage({ t: 'open' });
  await open;
  return ends;
}

afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

describe('PortSocket', () => {
  it('is connecting until main says open', async () => {
    const { socket, main } = connect();
    expect(socket.readyState).toBe(PortSocket.CONNECTING);
    expect(() => socket.send(new Uint8Array(1))).toThrow(DOMException);
    const open = once(socket, 'open');
    main.postMessage({ t: 'open' });
    await open;
    expect(socket.readyState).toBe(PortSocket.OPEN);
  });

  it('delivers bytes as an ArrayBuffer of exactly these bytes, to listeners and to onmessage', async () => {
    const { socket, main } = await opened();
    const heard: ArrayBuffer[] = [];
    socket.onmessage = (event) => heard.push(event.data);
    const event = once(socket, 'message');
    main.postMessage(Uint8Array.of(9, 1, 2, 3, 9).subarray(1, 4));
    const { data } = (await event) as MessageEvent<ArrayBuffer>;
    expect(data).toBeInstanceOf(ArrayBuffer);
    expect([...new Uint8Array(data)]).toEqual([1, 2, 3]);
    expect(heard).toEqual([data]);
  });

  it('sends a copy, because the libraries use their buffer again at once', async () => {
    const { socket, received } = await opened();
    const buffer = Uint8Array.of(1, 2, 3, 4);
    socket.send(buffer.subarray(1, 3));
    buffer.fill(0);
    await eventually(() => expect(received).toHaveLength(1));
    expect(received[0]).toEqual(Uint8Array.of(2, 3));
    expect((received[0] as Uint8Array).buffer.byteLength).toBe(2);
  });

  it('counts what the server has not taken', async () => {
    const { socket, main } = await opened();
    socket.send(new Uint8Array(300));
    expect(socket.bufferedAmount).toBe(300);
    main.postMessage({ t: 'ack', bytes: 200 });
    await eventually(() => expect(socket.bufferedAmount).toBe(100));
  });

  it('acknowledges what it has consumed, in portions and never more', async () => {
    const { socket, main, received } = await opened();
    const half = consoleFlow.ackEvery / 2 + 1;
    let consumed = 0;
    socket.onmessage = (event) => (consumed += event.data.byteLength);
    for (let index = 0; index < 3; index += 1) main.postMessage(new Uint8Array(half));
    await eventually(() => expect(consumed).toBe(3 * half));
    await eventually(() => expect(received).toEqual([{ t: 'ack', bytes: 2 * half }]));
  });

  it('keeps why main ended it, after the last bytes', async () => {
    const { socket, main } = await opened();
    const order: string[] = [];
    for (const type of ['message', 'error', 'close']) socket.addEventListener(type, () => order.push(type));
    const error = new AppError('console.wrong-password').toData();
    main.postMessage(new Uint8Array(1));
    main.postMessage({ t: 'close', error });
    await once(socket, 'close');
    expect(order).toEqual(['message', 'error', 'close']);
    expect(socket.ended).toEqual({ reason: error });
    expect(socket.readyState).toBe(PortSocket.CLOSED);
  });

  it('tells a wanted end from a lost port', async () => {
    const wanted = await opened();
    const quiet = once(wanted.socket, 'close');
    wanted.main.postMessage({ t: 'close', error: null });
    await quiet;
    expect(wanted.socket.ended).toEqual({ reason: null });

    const lost = await opened();
    const gone = once(lost.socket, 'close');
    lost.main.close();
    await gone;
    expect(lost.socket.ended?.reason?.code).toBe('console.lost');
  });

  it('tells main when it is closed, and is deaf from then on', async () => {
    const { socket, main, received } = await opened();
    const heard = vi.fn();
    socket.onmessage = heard;
    const closed = once(socket, 'close');
    main.postMessage(new Uint8Array(1));
    socket.close();
    expect(socket.readyState).toBe(PortSocket.CLOSED);
    await closed;
    await eventually(() => expect(received).toEqual([{ t: 'close' }]));
    socket.send(new Uint8Array(1));
    expect(heard).not.toHaveBeenCalled();
    expect(socket.ended).toBeNull();
  });

  it('gives a port back that comes after it was closed', async () => {
    const { socket, received } = connect();
    socket.close();
    await eventually(() => expect(received).toEqual([{ t: 'close' }]));
  });

  it('ends with the reason when no channel can be opened', async () => {
    const refused = new AppError('console.handshake-timeout', { seconds: 15 });
    const socket = new PortSocket('vnc:s1', 's1', () => Promise.reject(refused));
    await once(socket, 'close');
    expect(socket.ended).toEqual({ reason: refused.toData() });
  });

  it('ends when main talks another protocol', async () => {
    const { socket, main } = await opened();
    main.postMessage({ t: 'surprise' });
    await once(socket, 'close');
    expect(socket.ended?.reason?.code).toBe('console.lost');
  });

  describe('with the socket of noVNC', () => {
    let Websock: new () => Attachable;

    beforeAll(async () => {
      vi.stubGlobal('WebSocket', PortSocket);
      vi.stubGlobal('window', { console });
      const path = new URL('../../../../node_modules/@novnc/novnc/core/websock.js', import.meta.url).href;
      Websock = ((await import(/* @vite-ignore */ path)) as { default: new () => Attachable }).default;
      vi.unstubAllGlobals();
    });

    it('is accepted, opened and read', async () => {
      const { socket, main } = connect();
      const websock = new Websock();
      const arrived = new Promise<void>((resolve) => websock.on('message', resolve));
      websock.attach(socket);
      expect(websock.readyState).toBe('connecting');
      main.postMessage({ t: 'open' });
      main.postMessage(new TextEncoder().encode('RFB 003.008\n'));
      await arrived;
      expect(websock.readyState).toBe('open');
      expect(websock.rQlen()).toBe(12);
    });
  });
});
