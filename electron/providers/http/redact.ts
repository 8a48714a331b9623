import { namesSecret, secretEnds, secretParts } from '../../../shared/util/secret-names.ts';

const hidden = '[secret]';

/**
 * `name=value`, `name: value` and `"name":"value"` inside a sentence. Tried at the beginnings of words alone, so that what
 * it takes grows with the length of the text and no faster.
 */
const secretPair = new RegExp(
  String.raw`((?<![\w-])(?:(?=[\w-]*(?:${secretParts}))|(?=[\w-]*?${secretEnds}(?![\w-])))[\w-]+["']?\s*[:=：＝]\s*)` +
    String.raw`((?:bearer|basic)\s+)?("[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"',;&}\])]+)`,
  'gi',
);

/** Signatures and digests in hex, also those that the peer computed itself and names without a word before them. */
const digest = /\b(?:[0-9a-f]{40}|[0-9a-f]{64})\b/gi;

/** `user:password@` in an address. */
const login = /(\b[a-z][a-z\d+.-]{0,30}:\/\/)[^\s/?#"'<>]*@/gi;

/** Characters of a sentence that are looked at. */
export const longestSeen = 4_000;
/** Characters of a sentence that are kept where nobody asks for more. */
export const longestText = 500;

type Field = string | number | boolean | null;

/**
 * Finds among the fields of a record the value that a label beside it calls secret, as in `{"Key": "root_password", "Value": …}`.
 *
 * @returns whether a field of that name holds it
 */
export function labelledSecret(
  fields: readonly (readonly [name: string, value: unknown])[],
  isSecret = namesSecret,
): (name: string) => boolean {
  const labels = fields.filter(([name]) => /^(?:key|name)$/i.test(name));
  const isLabelled = labels.some(([, label]) => isSecret(String(label)));
  return (name) => isLabelled && /^value$/i.test(name);
}

/** The same fields with the values of secret names replaced. */
export const redactFields = (fields: Readonly<Record<string, Field>>): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, namesSecret(name) ? hidden : value] as const),
  );

/**
 * A peer's sentence, fit to be shown and logged: on one line, at most 500 characters, without `known` secrets, logins
 * in addresses, values that stand behind a secret name, and signatures.
 *
 * @param longest characters that are kept in place of the 500; no more than 4,000 are ever looked at
 */
export function redactText(text: string, known: readonly string[] = [], longest = longestText): string {
  const withoutKnown = known
    .filter((secret) => secret.length >= 4)
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  const oneLine = withoutKnown
    .slice(0, longestSeen)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const clean = oneLine.replace(login, `$1${hidden}@`).replace(secretPair, `$1${hidden}`).replace(digest, hidden);
  const isCut = clean.length > longest || withoutKnown.length > longestSeen;
  return isCut ? `${clean.slice(0, longest)}…` : clean;
}
