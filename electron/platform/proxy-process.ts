import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { abortReason, withLimit } from '../net/with-limit.ts';

/** A question to the process that resolves proxies, and its answer: the list that Electron gives. */
export const proxyQuestionSchema = z.strictObject({ id: z.number(), url: z.string() });
export const proxyAnswerSchema = z.strictObject({ id: z.number(), list: z.string() });

interface ProxyProcessOptions {
  /** Starts the process, with a channel of messages. */
  readonly start: () => ChildProcess;
  readonly clock: Clock;
  /** Milliseconds that a question may take, the start of the process included. */
  readonly limitMs: number;
}

interface Waiting {
  readonly resolve: (list: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks a process of its own what the system's proxy settings say. Chromium fetches the system's script (PAC) and looks up
 * names for it, which it must not be able to do in the process that shows pages.
 */
export class ProxyProcess {
  readonly #options: ProxyProcessOptions;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | null = null;
  #lastId = 0;

  constructor(options: ProxyProcessOptions) {
    this.#options = options;
  }

  /** @throws AppError `proxy.unknown` when there is no answer within the limit */
  async resolveProxy(url: string, signal: AbortSignal): Promise<string> {
    const { clock, limitMs } = this.#options;
    const id = (this.#lastId += 1);
    const expired = (): AppError => new AppError('proxy.unknown');
    try {
      return await withLimit(clock, limitMs, expired, (limited) => this.#ask(id, url, limited), signal);
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Ends the process and waits for its end. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const over = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    this.#forget(child);
    await over;
  }

  #ask(id: number, url: string, signal: AbortSignal): Promise<string> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true });
      child.send({ id, url }, (cause) => {
        if (cause !== null) reject(new AppError('proxy.unknown', {}, { cause }));
      });
    });
  }

  #start(): ChildProcess {
    const child = this.#options.start();
    child.on('message', (message: unknown) => {
      const answer = proxyAnswerSchema.safeParse(message);
      if (answer.success) this.#waiting.get(answer.data.id)?.resolve(answer.data.list);
    });
    child.on('error', () => this.#forget(child));
    child.on('exit', () => this.#forget(child));
    return child;
  }

  /** The next question starts another one. */
  #forget(child: ChildProcess | null): void {
    if (child === null || this.#child !== child) return;
    this.#child = null;
    for (const { reject } of this.#waiting.values()) reject(new AppError('proxy.unknown'));
  }
}
