import type { SpiceChannel, SpiceConstructor } from './spice-types.ts';

/** Channel types without which there is no session: main, display, inputs. */
const essential = [1, 2, 3];

const quiet = (): void => undefined;

function errorOf(this: SpiceChannel, error: unknown): void {
  if (essential.includes(this.type)) this.parent?.onerror?.(error);
}

/**
 * Loads spice-html5 and gives it manners: only the main channel is told of errors, so the others pass theirs on to it,
 * and it neither writes to the page's console nor opens alert boxes (src/spiceconn.js log_*, src/utils.js).
 */
export async function loadSpice(page: Window): Promise<SpiceConstructor> {
  const { SpiceMainConn: Main } = await import('@spice-project/spice-html5');
  // Every kind of channel inherits from this one object, which the package does not export.
  const channel = Object.getPrototypeOf(Main.prototype as object) as object;
  Object.assign(channel, { onerror: errorOf, log_info: quiet, log_warn: quiet, log_err: quiet });
  page.alert = quiet;
  return Main as SpiceConstructor; // the package is plain JavaScript
}
