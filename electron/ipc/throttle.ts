/**
 * Makes a function that runs at once and then at most every `ms` milliseconds, once more at the end if it was called
 * meanwhile.
 */
export function throttle(run: () => void, ms: number): () => void {
  let waiting = false;
  let again = false;
  const next = (): void => {
    waiting = again;
    if (!again) return;
    again = false;
    run();
    setTimeout(next, ms);
  };
  return () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    run();
    setTimeout(next, ms);
  };
}
