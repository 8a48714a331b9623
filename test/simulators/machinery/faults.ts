const KINDS = [
  /** HTML instead of JSON; the value is the HTTP status, default 200. */
  'html',
  /** An HTTP status (default 503) with a JSON body of no meaning; a second value is `Retry-After` in seconds. */
  'http-error',
  /** The first half of the right answer, with HTTP 200. */
  'truncated-json',
  /** The value as RetCode, without doing anything. */
  'ret-code',
  /** The RetCode that asks for a new login; the value overrides it. */
  'login-expired',
  /** Never an answer. */
  'hang',
  /** The connection is reset before anything is done. */
  'reset',
  /** The action is done, then the connection is reset. */
  'lost-answer',
  /** The action is done, and the connection is reset in the middle of the answer's body. */
  'reset-mid-body',
  /** The action is accepted and given up: a VM ends its transition in the state it was in, without the effect. */
  'fail',
  /** Waits the value in milliseconds, then goes on. */
  'latency',
  /** An answer of the value in MiB, default 64. */
  'huge-body',
  /** A VM that is asked for by its id vanishes at that moment. */
  'vanish',
  /** Before a page that is not the first, so many VMs (default 1) appear in front: something is listed twice. */
  'page-grows',
  /** Before a page that is not the first, so many VMs (default 1) of the pages before vanish: something is missed. */
  'page-shrinks',
  /** Before a page that is not the first, so many VMs (default 1) of the first vanish and others come at the end. */
  'page-turns',
  /** VMs are in a state that no document knows. */
  'unknown-state',
  /** Fields that no document knows. */
  'extra-fields',
  /** VMs without `Name`. */
  'missing-name',
  /** VMs whose fields have other types than documented. */
  'wrong-types',
  /** A console ticket for a port where nobody listens. */
  'console-refuse',
  /** A console that closes in the middle of the handshake. */
  'console-close',
  /** A console ticket with a wrong password. */
  'console-password',
] as const;

export type FaultKind = (typeof KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly value?: number;
  /** Seconds; only `http-error` sends it. */
  readonly retryAfter?: number;
  /** Only for this action; for every action when absent. */
  readonly action?: string;
  /** Wears off after so many times; never when absent. */
  readonly times?: number;
}

const NOTATION = /^([a-z-]+)(?::(\d+))?(?::(\d+))?(?:@([A-Za-z]+))?(?:\*(\d+))?$/;

/** @throws {Error} for text that is not `kind[:value[:seconds]][@Action][*times]`. */
export const parseFault = (text: string): Fault => {
  const [, name, value, retryAfter, action, times] = NOTATION.exec(text) ?? [];
  const kind = KINDS.find((known) => known === name);
  if (kind === undefined) throw new Error(`"${text}" is not a fault; known are ${KINDS.join(', ')}`);
  return {
    kind,
    ...(value === undefined ? {} : { value: Number(value) }),
    ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }),
    ...(action === undefined ? {} : { action }),
    ...(times === undefined ? {} : { times: Number(times) }),
  };
};

/** The faults in force, changeable at any time. */
export class FaultBox {
  #entries: { readonly fault: Fault; left: number }[] = [];

  /** Returns the fault's remover. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#entries.push(entry);
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  /** Adds faults in the notation of `--faults`: separated by commas. */
  addAll(text: string): void {
    for (const part of text.split(',')) if (part.trim() !== '') this.add(parseFault(part.trim()));
  }

  clear(): void {
    this.#entries = [];
  }

  /** The first of these faults that is in force for the action; counts as one time. */
  take(action: string, ...kinds: readonly FaultKind[]): Fault | undefined {
    const entry = this.#entries.find(
      ({ fault, left }) => left > 0 && kinds.includes(fault.kind) && (fault.action ?? action) === action,
    );
    if (entry !== undefined) entry.left -= 1;
    return entry?.fault;
  }
}
