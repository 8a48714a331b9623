import { AppError } from '../../shared/errors/app-error.ts';
import type { EventChannel, RequestChannel } from '../../shared/ipc/channels.ts';
import type { EventPayload, Input, Output } from '../../shared/ipc/contract.ts';

/**
 * Calls main. Rejects with the {@link AppError} that main answered; aborting the signal gives the call up in main too
 * and rejects with code `cancelled`. Main has validated both directions against shared/ipc/contract.
 */
export async function request<C extends RequestChannel>(
  channel: C,
  input: Input<C>,
  signal?: AbortSignal,
): Promise<Output<C>> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  const callId = crypto.randomUUID();
  const cancel = (): void => window.vmdeck.cancel(callId);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await window.vmdeck.request(channel, callId, input);
    if (answer.ok) return answer.value as Output<C>; // main parsed it with this channel's schema
    throw new AppError(
      answer.error.code,
      answer.error.params,
      answer.error.detail === null ? {} : { detail: answer.error.detail },
    );
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Listens to main until the returned remover is called. */
export function subscribe<E extends EventChannel>(
  channel: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  return window.vmdeck.subscribe(channel, (payload) => listener(payload as EventPayload<E>)); // main parsed it
}
