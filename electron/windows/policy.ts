import type { App, CommandLine, Session, WebContents } from 'electron';
import { isOurs } from './page-address.ts';

function restrict(contents: WebContents, mayReload: boolean): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!mayReload || event.url !== contents.getURL()) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Whatever page appears, from wherever: it stays where it is and opens nothing.
 *
 * @param mayReload hot reload loads a page again when it cannot replace a part of it; for development only
 */
export function installPolicy(app: App, mayReload: boolean): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents, mayReload));
}

/**
 * Chromium resolves no names: main speaks to clouds and consoles through Node, and pages speak to nobody. Closes what no
 * request filter sees, such as name look-ups ahead of a connection.
 */
export function closeResolver(commandLine: CommandLine): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
}

/** Port 0 accepts no connection anywhere. */
const nowhere = 'socks5://127.0.0.1:0';

/** No permission is granted but writing to the clipboard on a click and keyboard and pointer capture for consoles. */
const granted = new Set(['clipboard-sanitized-write', 'pointerLock', 'keyboardLock']);

/** Whether a page may ask for an address: our own pages and, in development, the hot-reload server and its socket. */
export function mayRequest(url: string, developmentServer: string | null): boolean {
  if (/^(data|blob):/.test(url) || isOurs(url)) return true;
  if (developmentServer === null) return false;
  if (url.startsWith('devtools:')) return true;
  const { origin } = new URL(developmentServer);
  return URL.canParse(url) && new URL(url.replace(/^ws/, 'http')).origin === origin;
}

/**
 * Permissions and downloads are denied; requests that leave for the network are cancelled, and what is no request
 * (peer connections, early connections) meets a proxy that does not exist.
 */
export async function restrictSession(session: Session, developmentServer: string | null): Promise<void> {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(granted.has(permission) && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && isOurs(`${origin.replace(/\/$/, '')}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !mayRequest(details.url, developmentServer) }),
  );
  if (developmentServer === null) {
    await session.setProxy({ mode: 'fixed_servers', proxyRules: nowhere, proxyBypassRules: '<-loopback>' });
  }
}
