import type { MessageKey } from '../../shared/i18n/translate.ts';

/** An option as the help shows it. One without a placeholder is a switch. */
export interface OptionSpec {
  readonly name: string;
  readonly placeholder?: string;
  readonly words: MessageKey;
  readonly oneOf?: readonly string[];
  readonly several?: boolean;
}

/** What may follow the name of a command. */
export interface Syntax {
  /** Placeholders in order; one in square brackets may be left out, one that ends in `…` takes all that is left. */
  readonly operands: readonly string[];
  readonly options: readonly OptionSpec[];
}
