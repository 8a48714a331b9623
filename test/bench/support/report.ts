/** One measured value and its bound. Breaking it fails the benchmark. */
interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const round = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** Says what was found. */
export const say = (what: string, value: number, unit: string): void => {
  process.stdout.write(`${what.padEnd(58)} ${round(value).padStart(9)} ${unit}\n`);
};

/** Says what was found and what is allowed; the process fails when that is broken. */
export function judge({ what, value, unit, atMost = Infinity, atLeast = -Infinity }: Verdict): void {
  say(what, value, unit);
  const kept = value <= atMost && value >= atLeast;
  const bound = atMost === Infinity ? `at least ${round(atLeast)}` : `at most ${round(atMost)}`;
  process.stdout.write(`${kept ? 'kept' : 'BROKEN'}: ${bound} ${unit}\n`);
  if (!kept) process.exitCode = 1;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Milliseconds that `work` takes. */
export async function time(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Bytes on the heap and in buffers after a full collection; the process has to be started with `--expose-gc`. */
export function heldBytes(): number {
  if (globalThis.gc === undefined) throw new Error('start it with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
