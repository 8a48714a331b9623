import { AppError } from '../../../shared/errors/app-error.ts';
import type { WindowEnd } from '../window-end.ts';
import { greeting, versionBytes } from './version.ts';

const none = 1;

/**
 * The server's part of the RFB handshake toward the viewer in the window (RFC 6143 §7.1.1 to §7.1.3): version 3.8, no
 * security, accepted. The viewer's ClientInit then goes to the real server.
 *
 * @throws AppError ipc.invalid-input when the viewer answers anything else than what it was offered.
 */
export async function welcomeViewer(viewer: WindowEnd, signal: AbortSignal): Promise<void> {
  viewer.send(greeting('3.8'));
  const answer = Buffer.from(await viewer.read(versionBytes, signal));
  if (!answer.equals(greeting('3.8'))) throw new AppError('ipc.invalid-input');
  viewer.send(Uint8Array.of(1, none));
  const [chosen] = await viewer.read(1, signal);
  if (chosen !== none) throw new AppError('ipc.invalid-input');
  viewer.send(new Uint8Array(4));
}
