import { createServer } from 'node:http';
import { listen } from '../../simulators/proxies/server.ts';

/** A cloud in small: a login gives a token that is worth a number of calls; everything else needs one (AUTH, section 2). */
export interface BearerCloud {
  readonly url: URL;
  readonly logins: readonly string[];
  /** Every call with a token, and whether it was let in. */
  readonly calls: readonly { readonly token: string; readonly accepted: boolean }[];
  /** From now on no token is worth anything, neither those to come. */
  refuseAll(): void;
  /** Makes every token that was given out so far worthless. */
  expireAll(): void;
  /** Logins are answered when this is resolved. */
  holdLogins(until: Promise<void>): void;
  stop(): Promise<void>;
}

export async function startBearerCloud(password: string): Promise<BearerCloud> {
  const logins: string[] = [];
  const calls: { readonly token: string; readonly accepted: boolean }[] = [];
  const valid = new Set<string>();
  let held: Promise<void> = Promise.resolve();
  let refuses = false;

  const answer = async (path: string, authorization: string, body: string): Promise<unknown> => {
    if (path === '/v1/authentication/login') {
      const { user, password: given } = JSON.parse(body) as { user: string; password: string };
      logins.push(user);
      await held;
      if (given !== password) return { scode: 10187, message: `wrong password ${given}`, message_cn: '密码错误' };
      const token = `planted-token-${logins.length}`;
      valid.add(token);
      return { scode: 0, data: { token } };
    }
    const token = /^Bearer (\S+)$/.exec(authorization)?.[1] ?? '';
    const accepted = valid.has(token) && !refuses;
    calls.push({ token, accepted });
    return accepted ? { scode: 0, data: { path } } : { scode: 401, message: 'token expired', message_cn: '登录已过期' };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = Buffer.concat(chunks).toString();
        void answer(request.url ?? '', request.headers.authorization ?? '', body).then((json) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json)),
        );
      });
  });
  const { port, stop } = await listen(server);
  return {
    ...{ url: new URL(`http://127.0.0.1:${port}/v1/`), logins, calls, stop },
    expireAll: () => valid.clear(),
    refuseAll: () => {
      refuses = true;
    },
    holdLogins: (until) => {
      held = until;
    },
  };
}
