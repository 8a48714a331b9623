import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { plain, type Answer } from './answers.ts';
import { TooLarge } from './flat-request.ts';

const HUGE_CHUNK = Buffer.alloc(1024 * 1024, ' ');

/** Key and certificate, both PEM. */
export interface TlsPair {
  readonly key: string;
  readonly cert: string;
}

export interface ServerParts {
  readonly tls: TlsPair | undefined;
  /** Answers one request; the signal ends waits when the server closes. */
  readonly handle: (request: IncomingMessage, url: URL, signal: AbortSignal) => Promise<Answer>;
  /** What must not happen, for the person who reads the log. */
  readonly onError: (error: unknown) => void;
}

const reset = (socket: Socket): void => {
  socket.resetAndDestroy();
};

const sendHuge = (response: ServerResponse, bytes: number): void => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  let left = bytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= HUGE_CHUNK.length;
      if (!response.write(HUGE_CHUNK)) {
        response.once('drain', more);
        return;
      }
    }
    response.end('{}');
  };
  more();
};

/** The half is out before the reset, or the client would never see that an answer had begun. */
const sendHalf = (request: IncomingMessage, response: ServerResponse, type: string, body: string): void => {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => reset(request.socket));
};

const send = (request: IncomingMessage, response: ServerResponse, answer: Answer): void => {
  if (answer.kind === 'reset') reset(request.socket);
  if (answer.kind === 'huge') sendHuge(response, answer.bytes);
  if (answer.kind === 'half') sendHalf(request, response, answer.type, answer.body);
  if (answer.kind !== 'send') return;
  // The rest of a body that nobody wants would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  if (answer.retryAfter !== undefined) response.setHeader('retry-after', answer.retryAfter);
  request.resume();
  response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
};

export interface RunningServer {
  /** Scheme, host and port, without a path. */
  readonly origin: string;
  /** Breaks every connection and frees the port. */
  close(): Promise<void>;
}

/** Serves on 127.0.0.1. @throws {Error} when the port is taken. */
export const startServer = async (port: number, parts: ServerParts): Promise<RunningServer> => {
  const closing = new AbortController();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    parts.handle(request, url, closing.signal).then(
      (answer) => send(request, response, answer),
      (error: unknown) => {
        if (closing.signal.aborted) return;
        if (!(error instanceof TooLarge)) parts.onError(error);
        send(request, response, error instanceof TooLarge ? plain(413, 'Too large') : plain(500, 'Internal error'));
      },
    );
  };
  const server: Server =
    parts.tls === undefined ? createHttpServer(onRequest) : createHttpsServer(parts.tls, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `${parts.tls === undefined ? 'http' : 'https'}://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
