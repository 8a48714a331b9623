import { AppError, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import type { PowerAction } from '../../shared/model/verbs/power.ts';
import type { ConsoleKind } from '../../shared/model/vm.ts';
import type { request, subscribe } from '../api/client.ts';
import type { KeyStroke } from './key-combos.ts';
import type { OpenChannel } from './open-channel.ts';
import { isCarried, phaseOf, type Phase } from './phase.ts';
import type { ScaleStore } from './scale-store.ts';
import { brokenOff, type ScaleMode, type StartViewer, type Viewer } from './viewer.ts';

export interface ConsolePorts {
  readonly request: typeof request;
  readonly subscribe: typeof subscribe;
  readonly openChannel: OpenChannel;
  readonly viewers: Readonly<Record<ConsoleKind, StartViewer>>;
  readonly scale: ScaleStore;
  /** Runs something later; what it answers calls that off. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** All that the window shows, besides the guest's picture. */
export interface ConsoleSnapshot {
  readonly view: ConsoleView | null;
  readonly phase: Phase;
  /** Why the session ended. */
  readonly error: ErrorData | null;
  /** Why the last command failed; the session goes on. */
  readonly notice: ErrorData | null;
  readonly scale: ScaleMode;
  readonly viewOnly: boolean;
  readonly fullScreen: boolean;
}

/** Milliseconds that a console which has accepted the connection has to show its first picture. */
const pictureLimit = 20_000;

/** One attempt to show a session. Callbacks of an attempt that is no longer the current one are not heard. */
interface Attempt {
  readonly sessionId: string;
  viewer: Viewer | null;
  pictured: boolean;
  failure: { readonly error: ErrorData | null } | null;
  /** Calls off the wait for the first picture, once that has begun. */
  stopWaiting: (() => void) | null;
}

const asError = (error: unknown): ErrorData => toErrorData(error, 'console-window');

/** The life of a console window: follows main's session, keeps a viewer on it, and passes commands on. */
export class ConsoleController {
  readonly #ports: ConsolePorts;
  readonly #listeners = new Set<() => void>();
  #element: HTMLElement | null = null;
  #attempt: Attempt | null = null;
  #viewsHeard = 0;
  #renewing = 0;
  /** The VM was seen not to run, so the window connects by itself once it does. */
  #awaitsRun = false;
  #snapshot: ConsoleSnapshot;

  constructor(ports: ConsolePorts) {
    this.#ports = ports;
    const fresh = { view: null, error: null, notice: null, viewOnly: false, fullScreen: false };
    this.#snapshot = { ...fresh, phase: 'idle', scale: 'fit' };
  }

  /** Begins to show the window's console in `element`. Returns what ends it. */
  start(element: HTMLElement): () => void {
    this.#element = element;
    const removers = [
      this.#ports.subscribe('console.changed', (view) => this.#hear(view)),
      this.#ports.subscribe('console.full-screen-changed', ({ on }) => this.#set({ fullScreen: on })),
    ];
    void this.#ask(() => this.#ports.request('console.view', null)).then(() => {
      if (this.#snapshot.view?.power === 'running') this.reconnect();
    });
    return () => {
      for (const remove of removers) remove();
      this.#drop();
      this.#element = null;
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): ConsoleSnapshot => this.#snapshot;

  /** Ends the session that may be there and begins a new one, with a new ticket. */
  reconnect(): void {
    void this.#renew(() => this.#ports.request('console.connect', null));
  }

  /** Gives up a connection that is being made. */
  cancel(): void {
    this.#drop();
    void this.#ask(this.#disconnect);
  }

  switchTo(kind: ConsoleKind): void {
    void this.#renew(() => this.#ports.request('console.switch', { kind }));
  }

  power(action: PowerAction): void {
    this.#ports.request('console.power', { action }).catch((error: unknown) => this.#set({ notice: asError(error) }));
  }

  setFullScreen(on: boolean): void {
    this.#ports.request('console.full-screen', { on }).catch((error: unknown) => this.#set({ notice: asError(error) }));
  }

  /** Shows in the main window what the server of the console showed. */
  lookAtCertificate(): void {
    this.#ports.request('console.certificates', null).catch((error: unknown) => this.#set({ notice: asError(error) }));
  }

  dismissNotice(): void {
    this.#set({ notice: null });
  }

  setScale(scale: ScaleMode): void {
    const { view } = this.#snapshot;
    if (view !== null) this.#ports.scale.write(view.vmId, scale);
    this.#set({ scale });
    this.#attempt?.viewer?.setScale(scale);
  }

  setViewOnly(viewOnly: boolean): void {
    this.#set({ viewOnly });
    this.#attempt?.viewer?.setViewOnly(viewOnly);
  }

  sendKeys(keys: readonly KeyStroke[]): void {
    this.#attempt?.viewer?.sendKeys(keys);
  }

  /** Gives the keyboard back to the guest. */
  focus(): void {
    if (this.#snapshot.phase === 'connected') this.#attempt?.viewer?.focus();
  }

  async #renew(begin: () => Promise<ConsoleView>): Promise<void> {
    this.#drop();
    this.#renewing += 1;
    this.#set({ notice: null });
    const state = this.#snapshot.view?.state;
    if (state !== undefined && state !== 'idle' && state !== 'closed') await this.#ask(this.#disconnect);
    await this.#ask(begin);
    this.#renewing -= 1;
    this.#set({});
  }

  readonly #disconnect = (): Promise<ConsoleView> => this.#ports.request('console.disconnect', null);

  async #ask(call: () => Promise<ConsoleView>): Promise<void> {
    const heard = this.#viewsHeard;
    try {
      const view = await call();
      // An event that came meanwhile tells of a later state of the same session than the answer does.
      if (heard === this.#viewsHeard || this.#snapshot.view?.sessionId !== view.sessionId) this.#hear(view);
    } catch (error) {
      this.#set({ notice: asError(error) });
    }
  }

  #hear(view: ConsoleView): void {
    if (this.#element === null) return;
    this.#viewsHeard += 1;
    if (this.#snapshot.view === null) this.#set({ scale: this.#ports.scale.read(view.vmId) });
    if (this.#attempt !== null && this.#attempt.sessionId !== view.sessionId) this.#drop();
    if (view.state === 'closed') this.#endAttempt();
    if (this.#resumes(view)) {
      this.#snapshot = { ...this.#snapshot, view };
      this.reconnect();
      return;
    }
    this.#set({ view });
    if (this.#snapshot.phase === 'not-running') this.#awaitsRun = true;
    if (isCarried(view.state) && this.#attempt === null) void this.#show(view, this.#element);
    if (view.state === 'connected' && this.#attempt !== null) this.#awaitPicture(this.#attempt);
  }

  /** Whether the VM, which the window has seen not to run, runs now and waits for nothing but a new session. */
  #resumes(view: ConsoleView): boolean {
    if (!this.#awaitsRun || view.power !== 'running') return false;
    this.#awaitsRun = false;
    const failed = (this.#attempt?.failure ?? null) !== null;
    return this.#renewing === 0 && phaseOf(view, false, failed, true) === 'idle';
  }

  async #show(view: ConsoleView, element: HTMLElement): Promise<void> {
    const attempt: Attempt = {
      sessionId: view.sessionId,
      viewer: null,
      pictured: false,
      failure: null,
      stopWaiting: null,
    };
    this.#attempt = attempt;
    const isCurrent = (): boolean => this.#attempt === attempt && attempt.failure === null;
    try {
      const viewer = await this.#ports.viewers[view.kind]({
        sessionId: view.sessionId,
        openChannel: this.#ports.openChannel,
        element,
        onPicture: () => {
          if (!isCurrent() || attempt.pictured) return;
          attempt.pictured = true;
          attempt.stopWaiting?.();
          this.#set({});
          this.focus();
        },
        onEnd: (error) => {
          if (isCurrent()) this.#fail(attempt, error);
        },
      });
      if (!isCurrent()) {
        viewer.stop();
        return;
      }
      attempt.viewer = viewer;
      viewer.setScale(this.#snapshot.scale);
      viewer.setViewOnly(this.#snapshot.viewOnly);
      this.focus();
    } catch (error) {
      if (isCurrent()) this.#fail(attempt, brokenOff(error instanceof Error ? error.message : String(error)));
    }
  }

  /** A server that goes silent after it has accepted the connection would be waited for without end. */
  #awaitPicture(attempt: Attempt): void {
    if (attempt.pictured || attempt.stopWaiting !== null) return;
    attempt.stopWaiting = this.#ports.later(() => {
      if (this.#attempt !== attempt || attempt.failure !== null) return;
      this.#fail(attempt, new AppError('console.no-picture', { seconds: pictureLimit / 1000 }).toData());
    }, pictureLimit);
  }

  /** The viewer has given up. Main is told, because it would otherwise keep a session that nobody looks at. */
  #fail(attempt: Attempt, error: ErrorData | null): void {
    attempt.failure = { error };
    this.#stopViewer();
    this.#set({});
    if (this.#snapshot.view?.state !== 'closed') void this.#ask(this.#disconnect);
  }

  /** Main has ended the session; a viewer that is still being loaded must not begin. */
  #endAttempt(): void {
    if (this.#attempt !== null) this.#attempt.failure ??= { error: null };
    this.#stopViewer();
  }

  #stopViewer(): void {
    const viewer = this.#attempt?.viewer;
    this.#attempt?.stopWaiting?.();
    if (this.#attempt !== null) this.#attempt.viewer = null;
    viewer?.stop();
  }

  #drop(): void {
    this.#stopViewer();
    this.#attempt = null;
  }

  #set(change: Partial<ConsoleSnapshot>): void {
    const next = { ...this.#snapshot, ...change };
    const failure = this.#attempt?.failure ?? null;
    const phase = phaseOf(next.view, this.#attempt?.pictured ?? false, failure !== null, this.#renewing > 0);
    // Main knows the cause; the viewer often only knows that its channel is gone.
    this.#snapshot = { ...next, phase, error: next.view?.error ?? failure?.error ?? null };
    for (const listener of this.#listeners) listener();
  }
}
