import type { ErrorData } from '../errors/app-error.ts';
import { isErrorCode } from '../errors/codes.ts';

/**
 * The protocol on the MessagePort between main and one console view. Console bytes travel as a bare `Uint8Array`, one
 * message per chunk; everything else is a small object with a type `t`. Checked by hand, since it is on the data path.
 *
 * Each side counts what the other has not acknowledged yet: the view acknowledges bytes when it has consumed them,
 * main acknowledges bytes when the operating system has taken them for the server.
 */
export interface OpenMessage {
  readonly t: 'open';
}

export interface AckMessage {
  readonly t: 'ack';
  /** Bytes consumed since the previous acknowledgement. */
  readonly bytes: number;
}

/** The last message main sends. */
export interface CloseMessage {
  readonly t: 'close';
  /** Why the console ended; null after a wanted end. */
  readonly error: ErrorData | null;
}

/** The last message a view sends. */
export interface LeaveMessage {
  readonly t: 'close';
}

export type ToWindow = Uint8Array | OpenMessage | AckMessage | CloseMessage;
export type FromWindow = Uint8Array | AckMessage | LeaveMessage;

/**
 * Flow control, in bytes. Main stops reading the server when `pauseAt` bytes are unacknowledged and goes on at
 * `resumeAt`; a view acknowledges at least every `ackEvery`, which must stay below `resumeAt`.
 */
export const consoleFlow = {
  pauseAt: 8 * 1024 * 1024,
  resumeAt: 2 * 1024 * 1024,
  ackEvery: 256 * 1024,
} as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isByteCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const isText = (value: unknown): value is string => typeof value === 'string';

const isDetail = (value: unknown): boolean =>
  value === null ||
  (isObject(value) &&
    ['code', 'message', 'requestId'].every((name) => value[name] === undefined || isText(value[name])));

const isErrorData = (value: unknown): value is ErrorData =>
  isObject(value) &&
  isText(value['code']) &&
  isErrorCode(value['code']) &&
  isObject(value['params']) &&
  Object.values(value['params']).every((param) => isText(param) || typeof param === 'number') &&
  isDetail(value['detail']);

/** What main sent, or null when it is no message of this protocol. */
export function readToWindow(message: unknown): ToWindow | null {
  if (message instanceof Uint8Array) return message;
  if (!isObject(message)) return null;
  if (message['t'] === 'open') return { t: 'open' };
  if (message['t'] === 'ack' && isByteCount(message['bytes'])) return { t: 'ack', bytes: message['bytes'] };
  if (message['t'] !== 'close') return null;
  const error = message['error'];
  return error === null || isErrorData(error) ? { t: 'close', error } : null;
}

/** What a view sent, or null when it is no message of this protocol. */
export function readFromWindow(message: unknown): FromWindow | null {
  if (message instanceof Uint8Array) return message;
  if (!isObject(message)) return null;
  if (message['t'] === 'ack' && isByteCount(message['bytes'])) return { t: 'ack', bytes: message['bytes'] };
  return message['t'] === 'close' ? { t: 'close' } : null;
}
