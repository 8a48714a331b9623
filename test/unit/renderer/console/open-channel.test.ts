import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { channelOpener, type PortPage } from '../../../../renderer/console/open-channel.ts';

const origin = 'app://vmdeck';

class Page extends EventTarget {
  readonly origin = origin;

  post(data: unknown, ports: readonly MessagePort[], from: { source?: unknown; origin?: string } = {}): void {
    const facts = { data, ports, source: this, origin, ...from };
    this.dispatchEvent(Object.assign(new Event('message'), facts));
  }
}

const portPage = (page: Page): PortPage => page as unknown as PortPage; // the test page has plain events
const still = new AbortController().signal;
const never = (): Promise<never> => new Promise(() => undefined);

describe('channelOpener', () => {
  it('answers the port that was posted for its channel', async () => {
    const page = new Page();
    const { port1, port2 } = new MessageChannel();
    const asked: unknown[] = [];
    const open = channelOpener(
      portPage(page),
      (input) => {
        asked.push(input);
        page.post({ type: 'vmdeck.console-port', channelId: 'another' }, [port2]);
        page.post({ type: 'vmdeck.console-port', channelId: 'c1' }, [port1]);
        return Promise.resolve();
      },
      1000,
    );
    expect(await open('s1', 'c1', still)).toBe(port1);
    expect(asked).toEqual([{ sessionId: 's1', channelId: 'c1' }]);
  });

  it('takes no port from another window or origin', async () => {
    const page = new Page();
    const { port1 } = new MessageChannel();
    const message = { type: 'vmdeck.console-port', channelId: 'c1' };
    const open = channelOpener(
      portPage(page),
      () => {
        page.post(message, [port1], { source: {} });
        page.post(message, [port1], { origin: 'https://elsewhere.example' });
        page.post(message, []);
        return Promise.resolve();
      },
      20,
    );
    await expect(open('s1', 'c1', still)).rejects.toMatchObject({ code: 'console.handshake-timeout' });
  });

  it('passes on why main refused', async () => {
    const open = channelOpener(portPage(new Page()), () => Promise.reject(new AppError('ipc.forbidden')), 1000);
    await expect(open('s1', 'c1', still)).rejects.toMatchObject({ code: 'ipc.forbidden' });
  });

  it('ends with the caller, and waits no longer than its limit', async () => {
    const abort = new AbortController();
    const page = new Page();
    const left = channelOpener(portPage(page), never, 60_000)('s1', 'c1', abort.signal);
    abort.abort();
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    await expect(channelOpener(portPage(page), never, 10)('s1', 'c1', still)).rejects.toMatchObject({
      code: 'console.handshake-timeout',
      params: { seconds: 0.01 },
    });
  });
});
