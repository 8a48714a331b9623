const sometimes = 5;

/**
 * What the check gives once it passes. Waits for that many milliseconds at most, looking again every so many; the last
 * failure is the test's.
 */
export async function eventually<T>(check: () => T, limit = 30_000, every = sometimes): Promise<Awaited<T>> {
  const end = performance.now() + limit;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }
}
