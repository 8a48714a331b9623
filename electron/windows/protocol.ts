import { net, protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { developmentAddress, fileOf, pageScheme } from './page-address.ts';

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Component libraries set styles on elements, hence inline styles; everything else comes from our own files. */
const policy = (script: string, connect: string): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "webrtc 'block'",
  ].join('; ');

const headers = (contentSecurityPolicy: string, type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

const notFound = (): Response =>
  new Response(null, { status: 404, headers: headers("default-src 'none'", 'text/plain; charset=utf-8') });

async function serveFile(root: string, request: Request): Promise<Response> {
  const path = fileOf(root, request.url);
  try {
    if (path === null) return notFound();
    const body = await readFile(path);
    const type = types[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(body), { headers: headers(policy("'self'", "'self'"), type) });
  } catch {
    return notFound();
  }
}

/** Hot reload needs an inline preamble and its web socket; neither exists in a build. */
async function serveDevelopment(server: string, request: Request): Promise<Response> {
  const address = developmentAddress(server, request.url);
  if (address === null) return notFound();
  const answer = await net.fetch(address);
  const socket = server.replace(/^http/, 'ws');
  const csp = policy("'self' 'unsafe-inline'", `'self' ${socket}`);
  return new Response(answer.body, {
    status: answer.status,
    headers: headers(csp, answer.headers.get('content-type') ?? 'application/octet-stream'),
  });
}

/**
 * Serves the pages under `app://vmdeck/` with a strict content security policy.
 *
 * @param root absolute folder of the built pages
 * @param developmentServer address of the hot-reload server, for development only
 */
export function servePages(session: Session, root: string, developmentServer: string | null): void {
  session.protocol.handle(pageScheme, (request) =>
    developmentServer === null ? serveFile(root, request) : serveDevelopment(developmentServer, request),
  );
}
