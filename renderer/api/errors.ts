import { toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';

/** What a failed call rejected with, as data for the screen. Main logged its own failures; ours have no report id. */
export const asErrorData = (error: unknown): ErrorData => toErrorData(error, '—');
