import type { MessageKey } from '../../shared/i18n/translate.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

/** A failure of the command line itself: how it was called, or that it was ended from outside. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly key: MessageKey;
  readonly params: Readonly<Record<string, string | number>>;
  readonly exitCode: ExitCode;

  constructor(
    key: MessageKey,
    params: Readonly<Record<string, string | number>> = {},
    exitCode: ExitCode = exitCodes.usage,
  ) {
    super(key);
    this.key = key;
    this.params = params;
    this.exitCode = exitCode;
  }
}
