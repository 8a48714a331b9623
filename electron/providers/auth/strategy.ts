import type { HttpMethod } from '../http/exchange.ts';

/** Name and value as they are sent. */
export type Pair = readonly [name: string, value: string];

export type DraftBody =
  | { readonly kind: 'none' }
  /** Pairs in order, sent as `application/x-www-form-urlencoded`. */
  | { readonly kind: 'form'; readonly pairs: readonly Pair[] }
  /** JSON as it is sent, so that a signer can take its digest. */
  | { readonly kind: 'json'; readonly text: string };

/** A call before it is authorised: everything that a signature may cover. */
export interface Draft {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: DraftBody;
}

/** A call as it is sent. */
export interface Authorised {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** What was added and must not be repeated by any log or error. */
  readonly secrets: readonly string[];
}

/**
 * How a connection proves who it is: a signature over each call, a token from a login, or fixed headers. Secrets are
 * asked for when they are needed and not kept (AUTH, section 4); a token lives here and nowhere else.
 */
export interface AuthStrategy {
  /**
   * Makes a call ready to be sent; logs in first where there is a login to make.
   *
   * @throws AppError `cloud.bad-credentials` and whatever else a login meets
   */
  authorise(draft: Draft, signal: AbortSignal): Promise<Authorised>;
  /**
   * The cloud has said that the login behind `refused` has expired: whatever the next {@link authorise} would reuse of
   * it is forgotten. A later login is left alone, so that concurrent calls that all expired share one.
   */
  expire(refused: Authorised): void;
  /** Forgets what is kept and ends a login that is under way. */
  close(): void;
}

const formType = 'application/x-www-form-urlencoded; charset=utf-8';

/** A draft as it is sent, without anything to authorise it. */
export function toSent({ url, headers, body }: Draft): Omit<Authorised, 'secrets'> {
  switch (body.kind) {
    case 'none':
      return { url, headers, body: null };
    case 'json':
      return { url, headers: { ...headers, 'content-type': 'application/json' }, body: body.text };
    case 'form': {
      const pairs = body.pairs.map(([name, value]): [string, string] => [name, value]);
      return { url, headers: { ...headers, 'content-type': formType }, body: new URLSearchParams(pairs).toString() };
    }
  }
}
