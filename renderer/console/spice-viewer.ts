import type { ErrorData } from '../../shared/errors/app-error.ts';
import { PortSocket } from './port-socket.ts';
import { SpiceKeyboard } from './spice-keyboard.ts';
import { loadSpice } from './spice-library.ts';
import { SpiceStage, stageId } from './spice-stage.ts';
import { brokenOff, watchCrashes, type Viewer, type ViewerOptions } from './viewer.ts';

/** The library insists on a password; main puts the real ticket in the place of this one. */
const dummyTicket = 'none';

/** Why the session ended: what main said about any of its channels, else what the library says. */
function reasonOf(sockets: ReadonlySet<PortSocket>, error: unknown): ErrorData | null {
  const ends = [...sockets].flatMap(({ ended }) => (ended === null ? [] : [ended.reason]));
  if (ends.length > 0) return ends.find((reason) => reason !== null) ?? null;
  return brokenOff(error instanceof Error ? error.message : undefined);
}

/**
 * Shows a SPICE session with spice-html5, which is loaded on first use. It opens one WebSocket for each of its
 * channels; in this window a WebSocket is a {@link PortSocket} of the session.
 */
export async function startSpice(options: ViewerOptions): Promise<Viewer> {
  const { sessionId, openChannel, element, onPicture, onEnd } = options;
  const Main = await loadSpice(window);
  const sockets = new Set<PortSocket>();
  class SessionSocket extends PortSocket {
    constructor(url: string) {
      super(url, sessionId, openChannel);
      sockets.add(this);
    }
  }
  // The library uses `new WebSocket(url, protocol)` and events only; the rest of the browser's class is not needed.
  window.WebSocket = SessionSocket as unknown as typeof WebSocket;

  let over = false;
  const stage = new SpiceStage(element, () => {
    if (!over) onPicture();
  });
  const stop = (): void => {
    over = true;
    unwatch();
    detach();
    try {
      connection.stop();
    } finally {
      // The library forgets some of its channels, such as the one that the sound channel displaced.
      for (const socket of sockets) socket.close();
      stage.remove();
    }
  };
  const fail = (error: unknown): void => {
    if (over) return;
    const reason = reasonOf(sockets, error);
    stop();
    onEnd(reason);
  };
  const unwatch = watchCrashes(window, fail);
  const connection = new Main({
    uri: `spice:${sessionId}`,
    screen_id: stageId,
    password: dummyTicket,
    // Deferred, because the library goes on using its objects after it has reported.
    onerror: (error) => queueMicrotask(() => fail(error)),
  });
  const keyboard = new SpiceKeyboard((message) => {
    if (connection.inputs?.state === 'ready') connection.inputs.send_msg(message);
  });
  const detach = keyboard.attach(stage.element, window);

  return {
    focus: () => stage.focus(),
    sendKeys: (keys) => {
      for (const { code } of keys) keyboard.press(code);
      for (const { code } of keys.toReversed()) keyboard.release(code);
    },
    setScale: (mode) => stage.setScale(mode),
    setViewOnly: (on) => {
      if (on) keyboard.releaseAll();
      keyboard.enabled = !on;
      stage.viewOnly = on;
    },
    stop: () => {
      if (!over) stop();
    },
  };
}
