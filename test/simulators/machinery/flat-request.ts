import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

export class TooLarge extends Error {}

/** Something that cannot be read as parameters; the field is undefined when it is the whole body. */
export class Unreadable extends Error {
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.name = 'Unreadable';
    this.field = field;
  }
}

/** @throws {TooLarge} above 4 MiB. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // The request stays alive, since destroying it would take the connection along before the answer is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new TooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const fromPairs = (pairs: Iterable<readonly [string, string]>): Map<string, string> => {
  const flat = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (flat.has(key)) throw new Unreadable(`Parameter ${key} is given more than once`, key);
    flat.set(key, value);
  }
  return flat;
};

/** Numbers as they are signed: no exponent, no trailing `.0`. */
const numberText = (value: number): string =>
  Math.abs(value) >= 1e21 || (value !== 0 && Math.abs(value) < 1e-6)
    ? value.toFixed(20).replace(/\.?0+$/, '')
    : String(value);

const fromJson = (text: string): Map<string, string> => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Unreadable('The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Unreadable('The body is not a JSON object');
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries(body as Record<string, unknown>)) {
    if (value === null) continue;
    if (typeof value === 'number') pairs.push([key, numberText(value)]);
    else if (typeof value === 'string' || typeof value === 'boolean') pairs.push([key, String(value)]);
    else throw new Unreadable(`Parameter ${key} must be flattened, as ${key}.0 or ${key}.Field`, key);
  }
  return fromPairs(pairs);
};

/**
 * The flattened parameters of a request, from the query (GET) or from a form or JSON body (POST). Empty values are
 * dropped, as they are in the signature.
 *
 * @throws {Unreadable} for what cannot be read as parameters. @throws {TooLarge} above 4 MiB.
 */
export const readParameters = async (request: IncomingMessage, url: URL): Promise<Map<string, string>> => {
  const read = async (): Promise<Map<string, string>> => {
    if (request.method === 'GET') return fromPairs(url.searchParams);
    const body = await readBody(request);
    const isJson = (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
    return isJson ? fromJson(body) : fromPairs(new URLSearchParams(body));
  };
  const flat = await read();
  for (const [key, value] of flat) if (value === '') flat.delete(key);
  return flat;
};
