import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';
import type { KeyStroke } from './key-combos.ts';
import type { OpenChannel } from './open-channel.ts';

/** `fit` scales the guest's picture to the window; `actual` shows one pixel of it as one CSS pixel. */
export type ScaleMode = 'fit' | 'actual';

export interface ViewerOptions {
  readonly sessionId: string;
  readonly openChannel: OpenChannel;
  /** Gets the picture; belongs to the viewer until it has stopped. */
  readonly element: HTMLElement;
  /** There is a picture from now on. */
  readonly onPicture: () => void;
  /** Comes at most once, and not after {@link Viewer.stop}. Null after an end without a fault. */
  readonly onEnd: (error: ErrorData | null) => void;
}

/** Shows one console session, whatever its protocol. */
export interface Viewer {
  /** Lets what is typed from here on go to the guest. */
  focus(): void;
  /** Presses the keys in this order and releases them in the reverse one. */
  sendKeys(keys: readonly KeyStroke[]): void;
  setScale(mode: ScaleMode): void;
  setViewOnly(on: boolean): void;
  /** Ends the channels and takes the picture away. */
  stop(): void;
}

export type StartViewer = (options: ViewerOptions) => Promise<Viewer>;

/** What a library could not make sense of, as the loss of the connection that it amounts to. */
export const brokenOff = (message?: string): ErrorData =>
  new AppError('console.lost', {}, message === undefined ? {} : { detail: { message } }).toData();

/**
 * Hears of exceptions that a library throws while it digests the server's bytes: it does not catch them itself and
 * would stand still without a word. Returns its own remover.
 */
export function watchCrashes(page: EventTarget, crashed: (error: Error) => void): () => void {
  const listener = (event: Event): void => {
    if (event instanceof ErrorEvent && event.error instanceof Error) crashed(event.error);
  };
  page.addEventListener('error', listener);
  return () => page.removeEventListener('error', listener);
}
