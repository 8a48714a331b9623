const sometimes = 5;

/** Waits until the check passes, in milliseconds at most, looking again every so many; the last failure is the test's. */
export async function eventually(check: () => unknown, limit = 30_000, every = sometimes): Promise<void> {
  const end = performance.now() + limit;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }
}
