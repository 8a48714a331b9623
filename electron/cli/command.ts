import type { AppError } from '../../shared/errors/app-error.ts';
import type { MessageKey, Translate } from '../../shared/i18n/translate.ts';
import type { VaultCost } from '../../shared/model/vault.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Arguments } from './arguments.ts';
import type { Syntax } from './option.ts';
import type { Secrets } from './secrets.ts';
import type { Session } from './session.ts';

/** What a command found out or did: the same facts for programs and for people. */
export interface Answer {
  /** JSON-able; an array is written one item a line. */
  readonly data: unknown;
  readonly text: string;
  /** Parts that failed while the rest was done, in the order met. */
  readonly failures?: readonly unknown[];
  /** What is to be known of an answer that stands as it is. */
  readonly notes?: readonly AppError[];
}

export interface Context {
  readonly args: Arguments;
  readonly t: Translate;
  readonly secrets: Secrets;
  /** Absolute path of the vault's file. */
  readonly vaultPath: string;
  readonly audit: AuditLog;
  /** Unlocks the vault with the master password and opens its connections. Closed when the command ends. */
  readonly open: (use: 'read' | 'write') => Promise<Session>;
  /** Makes a vault under the master password. */
  readonly create: (cost: VaultCost) => Promise<void>;
  /** Progress on stderr: `line` for people, with `--json` one line of JSON with `facts`. */
  readonly say: (line: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface Command extends Syntax {
  /** For example `vm list`. */
  readonly name: string;
  readonly words: MessageKey;
  readonly run: (context: Context, signal: AbortSignal) => Promise<Answer>;
}
