import { createServer, request, type IncomingMessage } from 'node:http';

/** Stands between the app and a cloud, passes everything on, and keeps what must never be found anywhere else. */
export interface Recorder {
  /** To be used in the place of the cloud's own address. */
  readonly url: string;
  /** The passwords of consoles, as the cloud handed them out. */
  readonly passwords: readonly string[];
  /** The signatures of requests, each of which can be sent again by whoever has it. */
  readonly signatures: readonly string[];
  stop(): Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function recordCloud(cloudUrl: string): Promise<Recorder> {
  const passwords: string[] = [];
  const signatures: string[] = [];
  const target = new URL(cloudUrl);
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      const signature = new URLSearchParams(body.toString('utf8')).get('Signature');
      if (signature !== null) signatures.push(signature);
      const { method, headers } = incoming;
      const onward = request({ host: target.hostname, port: target.port, path: incoming.url, method, headers });
      onward.on('response', (answer) => {
        void bodyOf(answer).then((content) => {
          const found = /"(?:VNC|Spice)Password":"([^"]+)"/.exec(content.toString('utf8'))?.[1];
          if (found !== undefined) passwords.push(found);
          outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? '' });
          outgoing.end(content);
        });
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the recorder has no port');
  return {
    url: `http://127.0.0.1:${address.port}${target.pathname}`,
    passwords,
    signatures,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
