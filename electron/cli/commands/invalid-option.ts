import { holdsKey } from '../../../shared/model/address.ts';
import { CliFailure } from '../failure.ts';

/** The value of an option is none that it may have. */
export const invalid = (option: string): CliFailure => new CliFailure('cli.option-invalid', { option });

/** @throws CliFailure for an address with a password or a key, which every program of the computer can read */
export function refusePassword(option: string, address: string): void {
  if (holdsKey(address) || (URL.canParse(address) && new URL(address).password !== ''))
    throw new CliFailure('cli.secret-argument', { option: `--${option}` });
}

/** @throws CliFailure for a percent sign that stands for no character */
export function decoded(option: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(option);
  }
}
