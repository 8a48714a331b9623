/** Waits until the check passes, in milliseconds at most; the last failure is the test's. */
export async function eventually(check: () => Promise<void>, limit = 30_000): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
