import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { Envelope } from '../../shared/ipc/bridge.ts';
import { cancelChannel, requestChannels, type RequestChannel } from '../../shared/ipc/channels.ts';
import { requests, type Output, type ParsedInput } from '../../shared/ipc/contract.ts';

/** The window that a call came from. */
export interface Sender {
  /** The console windows' key is the id of their VM. */
  readonly key: string;
  readonly allows: (channel: RequestChannel) => boolean;
}

export interface CallContext {
  readonly sender: Sender;
  /** Aborted when the window gives the call up. */
  readonly signal: AbortSignal;
}

export type Handler<C extends RequestChannel> = (
  input: ParsedInput<C>,
  context: CallContext,
) => Output<C> | Promise<Output<C>>;
export type Handlers = { readonly [C in RequestChannel]: Handler<C> };

/** The part of `ipcMain` that is used. `E` is what identifies a sender. */
export interface RequestPort<E> {
  handle(channel: string, listener: (event: E, ...args: unknown[]) => Promise<Envelope>): void;
  on(channel: string, listener: (event: E, ...args: unknown[]) => void): unknown;
}

export interface BindOptions<E> {
  readonly port: RequestPort<E>;
  readonly handlers: Handlers;
  /** Null for whatever is not the top frame of a window of ours that shows a page of ours. */
  readonly identify: (event: E) => Sender | null;
  /** Why a call that the window may make cannot be made now, e.g. because the vault is locked. */
  readonly refusal: (channel: RequestChannel) => AppError | null;
  /** Writes down what is not an AppError; answers the report id under which it can be found. */
  readonly report: (channel: string, error: unknown) => string;
}

const refuse = (error: ErrorData): Envelope => ({ ok: false, error });

/** What can be done about calls that are under way. */
export interface Bound {
  /** Gives up every call of a window that is gone. */
  readonly abandon: (key: string) => void;
}

/** Calls of one window that may be under way at the same time, and characters of a call id. */
const mostCalls = 1_000;
const longestCallId = 100;

/**
 * Binds every channel of the contract: sender, input, handler, output, envelope. No call is dropped silently, and
 * nothing is thrown across the process boundary.
 */
export function bindRequests<E>({ port, handlers, identify, refusal, report }: BindOptions<E>): Bound {
  const underWay = new Map<string, Map<string, AbortController>>();

  /** Takes note of a call; null when the window has too many, or one of this id already. */
  const begin = (key: string, callId: string): AbortController | null => {
    const calls = underWay.get(key) ?? new Map<string, AbortController>();
    if (calls.size >= mostCalls || calls.has(callId)) return null;
    const controller = new AbortController();
    underWay.set(key, calls.set(callId, controller));
    return controller;
  };
  const end = (key: string, callId: string): void => {
    const calls = underWay.get(key);
    calls?.delete(callId);
    if (calls?.size === 0) underWay.delete(key);
  };

  const bind = (channel: RequestChannel): void => {
    const { input: inputSchema, output: outputSchema } = requests[channel];
    // The union of handlers takes what every one of them takes: nothing. The channel's own schema has checked the input.
    const handler = handlers[channel] as (input: unknown, context: CallContext) => unknown;
    port.handle(channel, async (event, callId, raw) => {
      const sender = identify(event);
      if (sender?.allows(channel) !== true) return refuse(new AppError('ipc.forbidden').toData());
      const refused = refusal(channel);
      if (refused !== null) return refuse(refused.toData());
      const parsed = inputSchema.safeParse(raw);
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? '';
        return refuse(new AppError('ipc.invalid-input', { field }).toData());
      }
      const isId = typeof callId === 'string' && callId.length <= longestCallId;
      const controller = isId ? begin(sender.key, callId) : null;
      if (!isId || controller === null) return refuse(new AppError('ipc.invalid-input', { field: 'callId' }).toData());
      try {
        const value = await handler(parsed.data, { sender, signal: controller.signal });
        return { ok: true, value: outputSchema.parse(value) };
      } catch (error) {
        if (controller.signal.aborted && isAbort(error)) return refuse(new AppError('cancelled').toData());
        return refuse(toErrorData(error, error instanceof AppError ? '' : report(channel, error)));
      } finally {
        end(sender.key, callId);
      }
    });
  };

  for (const channel of requestChannels) bind(channel);
  port.on(cancelChannel, (event, callId) => {
    const sender = identify(event);
    if (sender !== null && typeof callId === 'string') underWay.get(sender.key)?.get(callId)?.abort();
  });
  return {
    abandon: (key) => {
      for (const controller of underWay.get(key)?.values() ?? []) controller.abort();
    },
  };
}
