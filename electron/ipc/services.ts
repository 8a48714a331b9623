import type { ErrorData } from '../../shared/errors/app-error.ts';
import type { Translate } from '../../shared/i18n/translate.ts';
import type { EventPayload } from '../../shared/ipc/contract.ts';
import type { Language } from '../../shared/model/settings.ts';
import type { AuditLog } from '../services/audit.ts';
import type { ConnectionTransfer } from '../services/connection-transfer.ts';
import type { Connections } from '../services/connections.ts';
import type { ConsoleAccess } from '../services/console-access.ts';
import type { ConsoleSessions } from '../services/console-sessions.ts';
import type { Inventory } from '../services/inventory.ts';
import type { SecretClipboard } from '../services/secret-clipboard.ts';
import type { SettingsService } from '../services/settings-service.ts';
import type { Tasks } from '../services/tasks.ts';
import type { VaultKeeper } from '../services/vault-keeper.ts';
import type { VaultSession } from '../services/vault-session.ts';

/** What never changes while the app runs. */
export interface AppFacts {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly systemLanguage: Language;
  readonly demo: boolean;
  /** What the user is told at the start: files that could not be used. */
  readonly notices: readonly ErrorData[];
}

export interface Confirmation {
  readonly question: string;
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

/** Everything that the handlers call. */
export interface Services {
  readonly facts: AppFacts;
  readonly settings: SettingsService;
  readonly vault: VaultSession;
  readonly keeper: VaultKeeper;
  readonly connections: Connections;
  readonly transfer: ConnectionTransfer;
  readonly inventory: Inventory;
  readonly tasks: Tasks;
  readonly consoles: ConsoleSessions;
  readonly consoleAccess: ConsoleAccess;
  readonly clipboard: SecretClipboard;
  readonly audit: AuditLog;
  /** A view has painted its first finished picture. */
  readonly onShown: (view: 'start' | 'inventory') => void;
  /** Tells a window how far the examination has come that it asked for. */
  readonly tellExamination: (windowKey: string, progress: EventPayload<'doctor.changed'>) => void;
  /** Asks the person where to save a file; null when they would rather not. */
  readonly chooseFile: (windowKey: string, suggestion: string) => Promise<string | null>;
  /** Asks the person for a file that is there, of one kind; null when they would rather not. */
  readonly chooseExisting: (
    windowKey: string,
    kind: { readonly name: string; readonly extension: string },
  ) => Promise<string | null>;
  /** Asks the person, where no page can answer for them, whether something that cannot be undone is meant. */
  readonly confirm: (windowKey: string, words: Confirmation) => Promise<boolean>;
  /** Words in the language that is set. */
  readonly words: () => Translate;
  /** Shows a page of the web in the browser of this computer, unless the vault is locked by then. */
  readonly openLink: (link: string) => Promise<void>;
  /** Brings the main window to the front. */
  readonly showMain: () => void;
  /** Brings the main window to the front, with the certificates of a connection. */
  readonly showCertificates: (connectionId: string) => void;
  readonly setFullScreen: (windowKey: string, on: boolean) => void;
}
