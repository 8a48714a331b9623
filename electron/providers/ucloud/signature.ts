import type { Secret } from '../../../shared/util/secret.ts';
import { toSent, type AuthStrategy } from '../auth/strategy.ts';
import { signPairs } from './sign.ts';

interface Keys {
  readonly publicKey: string;
  /** Asked for at every call: a key that was changed meanwhile counts from the next one on. */
  readonly privateKey: () => Promise<Secret>;
}

/** A signature over the pairs of a form (AUTH, section 1). Nothing is kept, so nothing can expire here. */
export function createSignature({ publicKey, privateKey }: Keys): AuthStrategy {
  return {
    authorise: async (draft, signal) => {
      const pairs = draft.body.kind === 'form' ? draft.body.pairs : [];
      const key = await privateKey();
      signal.throwIfAborted();
      const signed = signPairs(pairs, publicKey, key);
      const secrets = [publicKey, signed.signature];
      return { ...toSent({ ...draft, body: { kind: 'form', pairs: signed.pairs } }), secrets };
    },
    expire: () => undefined,
    close: () => undefined,
  };
}
