import { createHash } from 'node:crypto';
import type { Secret } from '../../../shared/util/secret.ts';
import type { Pair } from '../auth/strategy.ts';

/** What a parameter can be before it is flattened. Null and empty values are left out. */
export type ParameterValue =
  string | number | boolean | null | undefined | readonly ParameterValue[] | { readonly [key: string]: ParameterValue };
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Without exponent and without a trailing `.0` (AUTH, section 1). */
function numberText(value: number): string {
  const short = String(value);
  if (!short.includes('e')) return short;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/, '') : BigInt(Math.trunc(value)).toString();
}

function* flattenOne(name: string, value: ParameterValue): Generator<Pair> {
  if (value === null || value === undefined || value === '') return;
  if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* flattenOne(`${name}.${key}`, item);
  } else {
    yield [name, typeof value === 'number' ? numberText(value) : String(value)];
  }
}

/** `VMIDs.0`, `Obj.Key`, `Arr.0.Key`, counted from 0; null and empty values are dropped (AUTH, section 1). */
export const flatten = (values: ParameterValues): readonly Pair[] =>
  Object.entries(values).flatMap(([name, value]) => [...flattenOne(name, value)]);

const byBytes = ([a]: Pair, [b]: Pair): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Names in byte order, each followed by its value, without separators and without escapes (AUTH, section 1). */
export const canonicalise = (pairs: readonly Pair[]): string =>
  [...pairs]
    .sort(byBytes)
    .flatMap(([name, value]) => [name, value])
    .join('');

/** Lower-case hex. SHA-1 is what this vendor demands. */
export const sign = (canonical: string, privateKey: Secret): string =>
  createHash('sha1')
    .update(canonical + privateKey.reveal(), 'utf8')
    .digest('hex');

/** `given` with the public key and the signature over all of them. Nothing in it depends on time. */
export function signPairs(
  given: readonly Pair[],
  publicKey: string,
  privateKey: Secret,
): { readonly pairs: readonly Pair[]; readonly signature: string } {
  const pairs: readonly Pair[] = [...given, ['PublicKey', publicKey]];
  const signature = sign(canonicalise(pairs), privateKey);
  return { pairs: [...pairs, ['Signature', signature]], signature };
}
