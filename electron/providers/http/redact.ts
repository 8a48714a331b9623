import { namesSecret, secretEnds, secretHan, secretHanEnds, secretParts } from '../../../shared/util/secret-names.ts';

const hidden = '[secret]';

const separator = '(?:=>|[:=：＝])';
/** Between a name and its value; quotes of JSON inside of JSON have backslashes before them. */
const between = String.raw`\\*["']?\s*${separator}\s*`;

/**
 * What calls the value secret that follows: `name=`, `name: ` and `"name":` inside a sentence. Tried at the beginnings of
 * words alone, so that what it takes grows with the length of the text and no faster.
 */
const secretName = new RegExp(
  String.raw`(?<![\w-])(?:(?=[\w-]*(?:${secretParts}))|(?=[\w-]*?${secretEnds}(?![\w-])))[\w-]+${between}`,
  'gi',
);
/** The same in Chinese, which has no words apart. */
const secretNameHan = new RegExp(String.raw`(?:(?:${secretHan})[\w-]{0,30}|${secretHanEnds})${between}`, 'gi');

const scheme = /(?:bearer|basic)\s+/iy;
const unquoted = /(?:\[secret\]|\[|[^\s"'\\[,;&}\])]+|\\+(?![\\"']))+/y;
/** In a Chinese sentence, which may go on without a space behind the value. */
const unquotedHan = /(?:\[secret\]|\[|[^\s"'\\[,;&}\])，。；、）\p{Script=Han}]+|\\+(?![\\"']))+/uy;
/** In quotes; where a backslash before one or a word right behind it leaves open whether it closes, all that follows. */
const quoted = /(?<slashes>\\*)(?<quote>["'])(?:(?!\k<quote>).)*?(?<!\\)\k<slashes>\k<quote>(?!\w)|\\*["'].*$/y;
const opening = /\\*["']/y;

/** Where a match that begins there ends; there, when none does. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function valueEnd(text: string, from: number, plain: RegExp): number {
  const at = after(scheme, text, from);
  const closed = after(quoted, text, at);
  return closed > at ? closed : after(plain, text, at);
}

/** Hides the values of all names, also of those inside of another's value: what looks like one may be none. */
function hideValues(text: string, name: RegExp, plain: RegExp): string {
  let clean = '';
  let at = 0;
  name.lastIndex = 0;
  while (at < text.length && name.test(text)) {
    const from = name.lastIndex;
    const isHidden = from < at && after(scheme, text, from) === from && after(opening, text, from) === from;
    const end = isHidden ? at : valueEnd(text, from, plain);
    if (end <= Math.max(from, at)) continue;
    clean += from < at ? '' : text.slice(at, from) + hidden;
    at = end;
  }
  return clean + text.slice(at);
}

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
  const withoutLogins = oneLine.replace(login, `$1${hidden}@`);
  const withoutValues = hideValues(withoutLogins, secretName, unquoted);
  const clean = hideValues(withoutValues, secretNameHan, unquotedHan).replace(digest, hidden);
  const isCut = clean.length > longest || withoutKnown.length > longestSeen;
  return isCut ? `${clean.slice(0, longest)}…` : clean;
}
