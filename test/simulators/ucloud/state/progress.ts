import type { Machine } from './model.ts';

/** 0 to 99 while something with a progress is under way, else 0. */
export const progressOf = ({ work }: Machine, milliseconds: number): number => {
  if (work === undefined) return 0;
  const share = Math.min(1, Math.max(0, (milliseconds - work.startedAt) / (work.endsAt - work.startedAt)));
  return Math.min(99, Math.floor(work.from + (100 - work.from) * share));
};
