/** Takes every step, whatever becomes of the others, and tells of each that fails. */
export function eachStep(steps: Iterable<() => void>, onFailure: (error: unknown) => void): void {
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      onFailure(error);
    }
  }
}
