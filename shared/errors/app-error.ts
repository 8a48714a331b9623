import type { ErrorCode } from './codes.ts';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** The cloud's or the peer's own words about a failure, shown on demand beside ours. Never holds a secret. */
export interface ErrorDetail {
  /** The code as it came: a RetCode, an `ECS.*` string, an errno. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** The same in Chinese, where the peer says it in both languages. */
  readonly messageZh?: string | undefined;
  readonly requestId?: string | undefined;
}

/** An {@link AppError} as plain data: what crosses IPC, is kept in a task and is shown. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly detail: ErrorDetail | null;
}

interface AppErrorOptions {
  readonly cause?: unknown;
  readonly detail?: ErrorDetail;
}

/** A failure that can happen and that a user can be told about. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly detail: ErrorDetail | null;

  constructor(code: ErrorCode, params: ErrorParams = {}, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = params;
    this.detail = options.detail ?? null;
  }

  toData(): ErrorData {
    return { code: this.code, params: this.params, detail: this.detail };
  }
}

/** A failure that cannot happen unless the program is wrong. Its message is for the log, never for a screen. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || (error instanceof AppError && error.code === 'cancelled'));

/**
 * Any thrown value as data for a screen. What is not an {@link AppError} becomes `internal` with a report id, under
 * which the caller has logged the real thing.
 */
export function toErrorData(error: unknown, reportId: string): ErrorData {
  if (error instanceof AppError) return error.toData();
  if (isAbort(error)) return { code: 'cancelled', params: {}, detail: null };
  return { code: 'internal', params: { reportId }, detail: null };
}
