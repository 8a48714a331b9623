import { z } from 'zod';

/** `user:password@` before the host, in every spelling that parses: it would be shown and kept wherever the address is. */
const login = /^https?:[/\\]*[^/\\?#]*@/i;

/** The whole address of an API, e.g. `https://cloud.example/api`. */
export const addressSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .max(2000)
  .refine((url) => !login.test(url.replace(/\s/g, '')));

const secretName = /key|token|secret|pass|pwd|sign|auth|credential|^[as]k$/i;

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
  return names.some((pair) => secretName.test(decoded(pair.split('=')[0] ?? '')));
}

/** Whether encryption ends when an encrypted address does not answer, which others on the way can bring about. */
export function fallsToPlain(addresses: readonly string[]): boolean {
  const first = addresses.findIndex((address) => /^https:/i.test(address));
  return first >= 0 && addresses.slice(first).some((address) => /^http:/i.test(address));
}
