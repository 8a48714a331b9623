import { useMutation } from '@tanstack/react-query';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { asErrorData } from './errors.ts';

interface Job<T> {
  work: (() => Promise<T>) | null;
}

export interface Deed<T> {
  readonly isPending: boolean;
  /** When it was begun last, in milliseconds since the epoch. */
  readonly submittedAt: number;
  readonly failure: ErrorData | null;
  /** What it came to; undefined until it has succeeded. */
  readonly value: T | undefined;
  readonly run: (work: () => Promise<T>) => void;
  readonly reset: () => void;
}

/**
 * Something that is done with what was typed. How it ended stays on the screen, but nothing of the work is held once it
 * has begun: a mutation keeps its functions and what it was given for as long as it is shown, and a password with them.
 */
export function useDeed<T>(): Deed<T> {
  const mutation = useMutation({
    mutationFn: (job: Job<T>): Promise<T> => {
      const { work } = job;
      job.work = null;
      return work === null ? Promise.reject(new Error('It was done before')) : work();
    },
    networkMode: 'always',
  });
  return {
    isPending: mutation.isPending,
    submittedAt: mutation.submittedAt,
    failure: mutation.isError ? asErrorData(mutation.error) : null,
    value: mutation.data,
    run: (work) => mutation.mutate({ work }),
    reset: mutation.reset,
  };
}
