import { minPasswordLength } from '../../shared/model/vault.ts';

export type PasswordFault = 'short' | 'differs';

/** What is wrong with a new password and its repetition; length counts characters, not UTF-16 units. */
export function passwordFault(password: string, again: string): PasswordFault | null {
  if (Array.from(password).length < minPasswordLength) return 'short';
  return password === again ? null : 'differs';
}
