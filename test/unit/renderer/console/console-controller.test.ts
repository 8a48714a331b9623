import { describe, expect, it } from 'vitest';
import { AppError, type ErrorData } from '../../../../shared/errors/app-error.ts';
import type { ConsoleView } from '../../../../shared/model/console.ts';
import { ConsoleController, type ConsolePorts } from '../../../../renderer/console/console-controller.ts';
import type { ScaleMode, Viewer, ViewerOptions } from '../../../../renderer/console/viewer.ts';
import { eventually } from '../../../support/eventually.ts';

const idle: ConsoleView = {
  sessionId: 's1',
  vmId: 'c/vm-1',
  vmName: 'web-01',
  connectionName: 'UCS prod',
  kind: 'vnc',
  kinds: ['vnc', 'spice'],
  state: 'idle',
  plain: true,
  insecure: false,
  production: false,
  power: 'running',
  error: null,
};

interface Started {
  readonly options: ViewerOptions;
  readonly log: string[];
}

type Answer = (channel: string, input: unknown) => unknown;

/** A window whose main is played by the test: `tell` sends its events. */
function openWindow(first: ConsoleView, answer: Answer = () => undefined) {
  const calls: string[] = [];
  const started: Started[] = [];
  let view = first;
  let sessions = 1;
  const listeners = new Map<string, (payload: unknown) => void>();
  const tell = (change: Partial<ConsoleView>): void => {
    view = { ...view, ...change };
    listeners.get('console.changed')?.(view);
  };
  const byMain = (channel: string, input: unknown): unknown => {
    if (channel === 'console.view') return view;
    if (channel === 'console.disconnect') view = { ...view, state: 'closed' };
    if (channel === 'console.connect' || channel === 'console.switch') {
      sessions += 1;
      const kind = channel === 'console.switch' ? (input as { kind: 'vnc' | 'spice' }).kind : view.kind;
      view = { ...view, kind, sessionId: `s${sessions}`, state: 'asking-ticket', error: null };
    }
    return view;
  };
  const request = (channel: string, input: unknown): Promise<unknown> => {
    calls.push(channel);
    return Promise.resolve().then(() => answer(channel, input) ?? byMain(channel, input));
  };
  const startViewer = (options: ViewerOptions): Promise<Viewer> => {
    const log: string[] = [];
    started.push({ options, log });
    return Promise.resolve({
      focus: () => log.push('focus'),
      sendKeys: (keys) => log.push(`keys ${keys.map(({ code }) => code).join('+')}`),
      setScale: (mode) => log.push(`scale ${mode}`),
      setViewOnly: (on) => log.push(`view only ${String(on)}`),
      stop: () => log.push('stop'),
    });
  };
  let scale: ScaleMode = 'fit';
  const timers = new Map<() => void, number>();
  const controller = new ConsoleController({
    request: request as ConsolePorts['request'],
    subscribe: ((channel: string, listener: (payload: unknown) => void) => {
      listeners.set(channel, listener);
      return () => listeners.delete(channel);
    }) as ConsolePorts['subscribe'],
    openChannel: () => Promise.reject(new AppError('cancelled')),
    viewers: { vnc: startViewer, spice: startViewer },
    scale: { read: () => scale, write: (_vmId, mode) => (scale = mode) },
    later: (run, ms) => {
      timers.set(run, ms);
      return () => timers.delete(run);
    },
  });
  const passTime = (): void => {
    for (const run of timers.keys()) run();
  };
  const end = controller.start({} as HTMLElement);
  return { controller, calls, started, tell, end, timers, passTime, current: () => view };
}

const until = (check: () => void): Promise<void> => eventually(check);

async function connected(): Promise<ReturnType<typeof openWindow> & { viewer: Started }> {
  const opened = openWindow(idle);
  await until(() => expect(opened.controller.snapshot().phase).toBe('asking-ticket'));
  opened.tell({ state: 'connecting' });
  await until(() => expect(opened.started).toHaveLength(1));
  const [viewer] = opened.started;
  if (viewer === undefined) throw new Error('no viewer');
  opened.tell({ state: 'connected' });
  await until(() => expect(viewer.log).toContain('scale fit'));
  viewer.options.onPicture();
  return { ...opened, viewer };
}

describe('ConsoleController', () => {
  it('connects at once when the VM runs, and asks for channels only when main has a ticket', async () => {
    const { controller, started, tell, calls } = openWindow(idle);
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
    expect(started).toHaveLength(0);
    tell({ state: 'connecting' });
    await until(() => expect(started).toHaveLength(1));
    expect(started[0]?.options.sessionId).toBe('s2');
    expect(calls).toEqual(['console.view', 'console.connect']);
  });

  it('is connected once there is a picture, and then gives the keyboard to the guest', async () => {
    const { controller, tell, started } = openWindow(idle);
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
    tell({ state: 'connecting' });
    tell({ state: 'connected' });
    await until(() => expect(started[0]?.log).toContain('scale fit'));
    expect(controller.snapshot().phase).toBe('drawing');
    expect(started[0]?.log).not.toContain('focus');
    started[0]?.options.onPicture();
    expect(controller.snapshot().phase).toBe('connected');
    expect(started[0]?.log).toContain('focus');
  });

  it('shows why main ended the session', async () => {
    const { controller, tell, viewer } = await connected();
    const error: ErrorData = new AppError('console.closed-by-server').toData();
    tell({ state: 'closed', error });
    expect(controller.snapshot()).toMatchObject({ phase: 'closed', error });
    expect(viewer.log.at(-1)).toBe('stop');
  });

  it('tells main when the viewer gives up, and says why', async () => {
    const { controller, viewer, calls } = await connected();
    const error = new AppError('console.lost').toData();
    viewer.options.onEnd(error);
    expect(controller.snapshot()).toMatchObject({ phase: 'closed', error });
    await until(() => expect(calls).toContain('console.disconnect'));
    expect(controller.snapshot()).toMatchObject({ phase: 'closed', error });
  });

  it('gives up a console that accepts the connection and sends no picture, and says so', async () => {
    const { controller, tell, started, timers, passTime, current } = openWindow(idle);
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
    tell({ state: 'connecting' });
    await until(() => expect(started[0]?.log).toContain('scale fit'));
    expect(timers.size).toBe(0);
    tell({ state: 'connected' });
    passTime();
    expect(controller.snapshot()).toMatchObject({ phase: 'closed', error: { code: 'console.no-picture' } });
    await until(() => expect(current().state).toBe('closed'));
    expect(started[0]?.log).toContain('stop');
  });

  it('waits no longer once there is a picture', async () => {
    const { timers } = await connected();
    expect(timers.size).toBe(0);
  });

  it('can be told to stop connecting', async () => {
    const { controller, tell, started, current } = openWindow(idle);
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
    tell({ state: 'connecting' });
    await until(() => expect(started[0]?.log).toContain('scale fit'));
    controller.cancel();
    await until(() => expect(current().state).toBe('closed'));
    tell({ state: 'closed' });
    expect(controller.snapshot()).toMatchObject({ phase: 'closed', error: null });
    expect(started[0]?.log).toContain('stop');
  });

  it('reconnects with a new session and does not hear the old one', async () => {
    const { controller, tell, viewer, started, current } = await connected();
    controller.reconnect();
    await until(() => expect(current().state).toBe('asking-ticket'));
    tell({ state: 'connecting' });
    await until(() => expect(started).toHaveLength(2));
    expect(viewer.log).toContain('stop');
    viewer.options.onPicture();
    viewer.options.onEnd(new AppError('console.lost').toData());
    expect(controller.snapshot()).toMatchObject({ phase: 'connecting', error: null });
  });

  it('switches the protocol', async () => {
    const { controller, tell, started } = await connected();
    controller.switchTo('spice');
    await until(() => expect(controller.snapshot().view?.kind).toBe('spice'));
    tell({ state: 'connecting' });
    await until(() => expect(started).toHaveLength(2));
  });

  it('waits for a stopped VM and connects when it runs', async () => {
    const { controller, calls, tell } = openWindow({ ...idle, power: 'stopped' });
    await until(() => expect(controller.snapshot().phase).toBe('not-running'));
    controller.power('start');
    tell({ power: 'starting' });
    expect(controller.snapshot().phase).toBe('not-running');
    expect(calls).toEqual(['console.view', 'console.power']);
    tell({ power: 'running' });
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
  });

  it('says nothing of an end while a VM that came back is being connected to', async () => {
    const { controller, tell, current } = await connected();
    tell({ state: 'closed', error: new AppError('console.closed-by-server').toData(), power: 'stopping' });
    expect(controller.snapshot().phase).toBe('not-running');
    const phases: string[] = [];
    controller.subscribe(() => phases.push(controller.snapshot().phase));
    tell({ power: 'running' });
    await until(() => expect(current().state).toBe('asking-ticket'));
    await until(() => expect(phases).toContain('asking-ticket'));
    expect(phases).not.toContain('closed');
  });

  it('does not reconnect by itself after a failure of a VM that runs all the time', async () => {
    const { calls, tell } = await connected();
    tell({ state: 'closed', error: new AppError('console.lost').toData() });
    tell({ power: 'running' });
    expect(calls.filter((channel) => channel === 'console.connect')).toHaveLength(1);
  });

  it('keeps the session when a command fails, and says so', async () => {
    const refusal = new AppError('action.unavailable');
    const { controller, tell } = openWindow(idle, (channel) => {
      if (channel === 'console.power') throw refusal;
      return undefined;
    });
    await until(() => expect(controller.snapshot().phase).toBe('asking-ticket'));
    tell({ state: 'connecting' });
    controller.power('restart');
    await until(() => expect(controller.snapshot().notice).toEqual(refusal.toData()));
    expect(controller.snapshot()).toMatchObject({ phase: 'connecting', error: null });
    controller.dismissNotice();
    expect(controller.snapshot().notice).toBeNull();
  });

  it('passes scale and view only on, and remembers the scale', async () => {
    const { controller, viewer } = await connected();
    controller.setScale('actual');
    controller.setViewOnly(true);
    expect(viewer.log.slice(-2)).toEqual(['scale actual', 'view only true']);
    expect(controller.snapshot()).toMatchObject({ scale: 'actual', viewOnly: true });
  });

  it('takes an event over an older answer about the same session', async () => {
    const { controller, tell } = openWindow(idle, (channel) => {
      if (channel !== 'console.connect') return undefined;
      tell({ sessionId: 's2', state: 'asking-ticket' });
      tell({ sessionId: 's2', state: 'connecting' });
      return { ...idle, sessionId: 's2', state: 'asking-ticket' };
    });
    await until(() => expect(controller.snapshot().phase).toBe('connecting'));
    await Promise.resolve();
    expect(controller.snapshot().phase).toBe('connecting');
  });

  it('stops the viewer when the window goes', async () => {
    const { viewer, end } = await connected();
    end();
    expect(viewer.log.at(-1)).toBe('stop');
  });
});
