import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionContext } from './actions/action.ts';
import { instead, json, perhapsCut, perhapsDisfigured, plain, type Answer, type Envelope } from './answers.ts';
import { perform, type Keys } from './api.ts';
import type { FaultBox } from './faults.ts';
import { readParameters, TooLarge } from './request.ts';
import { RET, Refusal } from './retcodes.ts';
import type { LogEntry } from './simulator.ts';

export const API_PATH = '/api';
const MASKED: ReadonlySet<string> = new Set(['Signature', 'PublicKey']);
const HUGE_CHUNK = Buffer.alloc(1024 * 1024, ' ');

export interface ServerParts {
  readonly keys: Keys;
  readonly context: ActionContext;
  readonly faults: FaultBox;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  readonly onLog: (entry: LogEntry) => void;
  /** What must not happen, for the person who reads the log. */
  readonly onError: (error: unknown) => void;
}

interface Outcome {
  readonly answer: Answer;
  readonly retCode: number | undefined;
}

const run = async (flat: ReadonlyMap<string, string>, parts: ServerParts, signal: AbortSignal): Promise<Outcome> => {
  const { keys, context, faults } = parts;
  const action = flat.get('Action') ?? '';
  const envelope = (retCode: number, message: string): Envelope => ({
    Action: `${action}Response`,
    RetCode: retCode,
    Message: message,
  });
  const latency = faults.take(action, 'latency');
  if (latency !== undefined) await sleep(latency.value ?? 0, undefined, { signal });
  const fault = faults.take(action, 'html', 'ret-code', 'hang', 'reset', 'huge-body');
  if (fault !== undefined) {
    return { answer: instead(fault, envelope), retCode: fault.kind === 'ret-code' ? fault.value : undefined };
  }
  if (action === 'DescribeVMInstance' && flat.has('VMIDs.0') && faults.take(action, 'vanish') !== undefined)
    for (const [key, value] of flat) if (key.startsWith('VMIDs.')) context.world.remove(value);
  try {
    const payload = perhapsDisfigured(action, await perform(flat, keys, context), faults);
    if (faults.take(action, 'lost-answer') !== undefined) return { answer: { kind: 'reset' }, retCode: RET.ok };
    const answer = perhapsCut(action, json({ ...envelope(RET.ok, ''), ...payload }), faults);
    return { answer, retCode: RET.ok };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: json(envelope(error.retCode, error.message)), retCode: error.retCode };
  }
};

const handle = async (request: IncomingMessage, parts: ServerParts, signal: AbortSignal): Promise<Answer> => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname !== API_PATH) return plain(404, 'Not found');
  if (request.method !== 'GET' && request.method !== 'POST') return plain(405, 'Method not allowed');
  const outcome = async (): Promise<Outcome & { readonly flat: ReadonlyMap<string, string> }> => {
    try {
      const flat = await readParameters(request, url);
      return { ...(await run(flat, parts, signal)), flat };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const body = { Action: 'Response', RetCode: error.retCode, Message: error.message };
      return { answer: json(body), retCode: error.retCode, flat: new Map() };
    }
  };
  const { answer, retCode, flat } = await outcome();
  parts.onLog({
    action: flat.get('Action') ?? '',
    parameters: Object.fromEntries([...flat].map(([key, value]) => [key, MASKED.has(key) ? '[redacted]' : value])),
    retCode,
    httpStatus: answer.kind === 'send' ? answer.status : undefined,
  });
  return answer;
};

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

const send = (request: IncomingMessage, response: ServerResponse, answer: Answer): void => {
  if (answer.kind === 'reset') reset(request.socket);
  if (answer.kind === 'huge') sendHuge(response, answer.bytes);
  if (answer.kind !== 'send') return;
  // The rest of a body that nobody wants would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  request.resume();
  response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
};

export interface RunningServer {
  readonly url: string;
  /** Breaks every connection and frees the port. */
  close(): Promise<void>;
}

/** @throws {Error} when the port is taken. */
export const startServer = async (port: number, parts: ServerParts): Promise<RunningServer> => {
  const closing = new AbortController();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, parts, closing.signal).then(
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
    url: `${parts.tls === undefined ? 'http' : 'https'}://127.0.0.1:${taken}${API_PATH}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
