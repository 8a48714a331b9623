import { AppError } from '../../shared/errors/app-error.ts';
import type { ConsolePortMessage } from '../../shared/ipc/bridge.ts';

/** Asks main for one byte channel of a session and answers its port, which the caller then owns. */
export type OpenChannel = (sessionId: string, channelId: string, signal: AbortSignal) => Promise<MessagePort>;

/** The part of a window in which the preload script posts the ports. */
export interface PortPage {
  readonly origin: string;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Ask = (input: { sessionId: string; channelId: string }, signal: AbortSignal) => Promise<unknown>;

const isPortMessage = (data: unknown): data is ConsolePortMessage =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'vmdeck.console-port';

/**
 * The way ports reach this page: main answers the call, and the preload script posts the port into the page.
 *
 * @param limitMs how long main may take to hand the port over
 */
export const channelOpener =
  (page: PortPage, ask: Ask, limitMs: number): OpenChannel =>
  async (sessionId, channelId, signal) => {
    const expired = AbortSignal.timeout(limitMs);
    const over = AbortSignal.any([signal, expired]);
    const arrival = portArrival(page, channelId, over);
    try {
      const [port] = await Promise.all([arrival, ask({ sessionId, channelId }, over)]);
      return port;
    } catch (error) {
      arrival.then(
        (port) => port.close(),
        () => undefined,
      );
      if (expired.aborted) throw new AppError('console.handshake-timeout', { seconds: limitMs / 1000 });
      throw error;
    }
  };

function portArrival(page: PortPage, channelId: string, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      page.removeEventListener('message', arrived);
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      end();
      reject(new AppError('cancelled'));
    };
    const arrived = (event: MessageEvent): void => {
      const [port] = event.ports;
      const own = event.source === page && event.origin === page.origin;
      if (!own || !isPortMessage(event.data) || event.data.channelId !== channelId || port === undefined) return;
      end();
      resolve(port);
    };
    page.addEventListener('message', arrived);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
