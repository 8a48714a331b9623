import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';
import { PortSocket } from './port-socket.ts';
import { brokenOff, watchCrashes, type Viewer, type ViewerOptions } from './viewer.ts';

/**
 * Shows a VNC session with noVNC, which is loaded on first use. Main has authenticated to the server already and
 * presents security type None, so a demand for credentials here is a fault.
 */
export async function startVnc(options: ViewerOptions): Promise<Viewer> {
  const { default: RFB } = await import('@novnc/novnc');
  const { sessionId, openChannel, element, onPicture, onEnd } = options;
  const socket = new PortSocket(`vnc:${sessionId}`, sessionId, openChannel);
  const rfb = new RFB(element, socket, { shared: true });
  let over = false;
  const finish = (error: ErrorData | null): void => {
    if (over) return;
    over = true;
    unwatch();
    rfb.disconnect();
    onEnd(error);
  };
  const unwatch = watchCrashes(window, (error) => finish(brokenOff(error.message)));

  rfb.background = 'transparent';
  rfb.focusOnClick = true;
  rfb.resizeSession = false;
  rfb.clipViewport = false;
  // A guest without a pointer of its own, such as a text console, would otherwise hide the local one altogether.
  rfb.showDotCursor = true;
  rfb.addEventListener('connect', () => {
    if (!over) onPicture();
  });
  rfb.addEventListener('disconnect', (event) => {
    if (over) return;
    over = true;
    unwatch();
    const own = event.detail.clean ? null : brokenOff();
    onEnd(socket.ended === null ? own : socket.ended.reason);
  });
  rfb.addEventListener('credentialsrequired', () =>
    finish(new AppError('console.unsupported-security', { types: 'VNC' }).toData()),
  );
  rfb.addEventListener('securityfailure', (event) =>
    finish(new AppError('console.refused', { reason: event.detail.reason ?? String(event.detail.status) }).toData()),
  );

  return {
    focus: () => rfb.focus({ preventScroll: true }),
    sendKeys: (keys) => {
      for (const { keysym, code } of keys) rfb.sendKey(keysym, code, true);
      for (const { keysym, code } of keys.toReversed()) rfb.sendKey(keysym, code, false);
    },
    setScale: (mode) => {
      rfb.scaleViewport = mode === 'fit';
    },
    setViewOnly: (on) => {
      rfb.viewOnly = on;
    },
    stop: () => {
      if (over) return;
      over = true;
      unwatch();
      rfb.disconnect();
    },
  };
}
