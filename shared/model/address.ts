import { z } from 'zod';
import { namesSecret } from '../util/secret-names.ts';

/** `user:password@` before the host, in every spelling that parses: it would be shown and kept wherever the address is. */
const login = /^https?:[/\\]*[^/\\?#]*@/i;

/** The whole address of an API, e.g. `https://cloud.example/api`. */
export const addressSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .max(2000)
  .refine((url) => !login.test(url.replace(/\s/g, '')));

export const isPlainHttp = (address: string): boolean => /^http:\/\//i.test(address.trim());

/** Whether a value of that name may be a key: an address needs none that sounds like one. */
const namesKey = (name: string): boolean => namesSecret(name) || /key|session|pass|sign|auth|^[as]k$/i.test(name);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether something behind a question mark or a hash is a key by its name: an address is shown, exported and logged. */
export function holdsKey(address: string): boolean {
  const names = address.split(/[?#&;]/).slice(1);
  return names.some((pair) => namesKey(decoded(pair.split('=')[0] ?? '')));
}

/** Those that may be tried one after another: no http address behind an https one, which others can keep from answering. */
export function withoutFall(addresses: readonly string[]): readonly string[] {
  const first = addresses.findIndex((address) => /^https:/i.test(address));
  return addresses.filter((address, index) => first < 0 || index < first || /^https:/i.test(address));
}

/** Whether encryption would end when an encrypted address does not answer. */
export const fallsToPlain = (addresses: readonly string[]): boolean => withoutFall(addresses).length < addresses.length;
