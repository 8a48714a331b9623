/** Minimal view of Electron's `app`. */
interface Packaged {
  readonly isPackaged: boolean;
}

/** Address of the hot-reload server that serves the pages, or null; a packaged app knows none. */
export const developmentServer = (
  app: Packaged,
  environment: Readonly<Record<string, string | undefined>>,
): string | null => (app.isPackaged ? null : (environment['ELECTRON_RENDERER_URL'] ?? null));
