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
  /** Writes down what is not an AppError; answers the report id under which it can be found. */
  readonly report: (channel: string, error: unknown) => string;
}

const refuse = (error: ErrorData): Envelope => ({ ok: false, error });

/**
 * Binds every channel of the contract: sender, input, handler, output, envelope. No call is dropped silently, and
 * nothing is thrown across the process boundary.
 */
export function bindRequests<E>({ port, handlers, identify, report }: BindOptions<E>): void {
  const underWay = new Map<string, AbortController>();

  const bind = (channel: RequestChannel): void => {
    const { input: inputSchema, output: outputSchema } = requests[channel];
    // The union of handlers takes what every one of them takes: nothing. The channel's own schema has checked the input.
    const handler = handlers[channel] as (input: unknown, context: CallContext) => unknown;
    port.handle(channel, async (event, callId, raw) => {
      const sender = identify(event);
      if (sender?.allows(channel) !== true) return refuse(new AppError('ipc.forbidden').toData());
      const parsed = inputSchema.safeParse(raw);
      if (!parsed.success || typeof callId !== 'string') {
        const field = parsed.error?.issues[0]?.path.join('.') ?? 'callId';
        return refuse(new AppError('ipc.invalid-input', { field }).toData());
      }
      const call = `${sender.key}\n${callId}`;
      const controller = new AbortController();
      underWay.set(call, controller);
      try {
        const value = await handler(parsed.data, { sender, signal: controller.signal });
        return { ok: true, value: outputSchema.parse(value) };
      } catch (error) {
        if (controller.signal.aborted && isAbort(error)) return refuse(new AppError('cancelled').toData());
        return refuse(toErrorData(error, error instanceof AppError ? '' : report(channel, error)));
      } finally {
        underWay.delete(call);
      }
    });
  };

  for (const channel of requestChannels) bind(channel);
  port.on(cancelChannel, (event, callId) => {
    const sender = identify(event);
    if (sender !== null && typeof callId === 'string') underWay.get(`${sender.key}\n${callId}`)?.abort();
  });
}
