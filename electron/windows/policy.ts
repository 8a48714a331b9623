import type { App, Session, WebContents } from 'electron';
import { isOurs } from './page-address.ts';

function restrict(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Whatever page appears, from wherever: it stays where it is and opens nothing. */
export function installPolicy(app: App): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents));
}

/** No permission is granted but writing to the clipboard on a click and keyboard and pointer capture for consoles. */
const granted = new Set(['clipboard-sanitized-write', 'pointerLock', 'keyboardLock']);

/** Permissions are denied by default; requests that leave for the network are cancelled. */
export function restrictSession(session: Session, developmentServer: string | null): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(granted.has(permission) && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && isOurs(`${origin.replace(/\/$/, '')}/`),
  );
  session.setDevicePermissionHandler(() => false);
  const allowed = (url: string): boolean =>
    /^(app|data|blob|devtools):/.test(url) ||
    (developmentServer !== null && url.replace(/^ws/, 'http').startsWith(developmentServer));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allowed(details.url) }));
}
