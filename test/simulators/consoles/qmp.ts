import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';

interface Waiter {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly QMP?: unknown;
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly desc?: string };
}

/** QEMU's machine protocol: one JSON object per line each way (QEMU docs, "QEMU Machine Protocol Specification"). */
export class Qmp {
  readonly #output: Writable;
  readonly #waiters = new Map<number, Waiter>();
  readonly #greeting: Promise<void>;
  #lastId = 0;

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    // A guest that dies breaks the pipe; its waiters are told when the input closes.
    output.on('error', () => undefined);
    const lines = createInterface({ input });
    this.#greeting = new Promise((resolve) => {
      lines.on('line', (line) => {
        const message = JSON.parse(line) as Message;
        if (message.QMP !== undefined) resolve();
        else this.#settle(message);
      });
    });
    lines.on('close', () => {
      for (const waiter of this.#waiters.values()) waiter.reject(new Error('QEMU closed its monitor'));
      this.#waiters.clear();
    });
  }

  /** Ends capability negotiation; nothing else works before. */
  async open(): Promise<void> {
    await this.#greeting;
    await this.execute('qmp_capabilities');
  }

  async execute(command: string, parameters: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiters.set(id, { resolve, reject });
    });
    this.#output.write(`${JSON.stringify({ execute: command, arguments: parameters, id })}\n`);
    return answer;
  }

  #settle(message: Message): void {
    const waiter = message.id === undefined ? undefined : this.#waiters.get(message.id);
    if (message.id === undefined || waiter === undefined) return;
    this.#waiters.delete(message.id);
    if (message.error === undefined) waiter.resolve(message.return);
    else waiter.reject(new Error(message.error.desc ?? 'QEMU refused a command'));
  }
}
