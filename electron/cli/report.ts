import { AppError } from '../../shared/errors/app-error.ts';
import { errorParams } from '../../shared/i18n/error-params.ts';
import { isMessageKey, type Translate } from '../../shared/i18n/translate.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { jsonLine, plain } from './output.ts';

/** The field or parameter that a failure is about. */
interface About {
  readonly field: string;
  /** Why it was refused, as programs read it. */
  readonly reason: string | null;
  /** Both for people. */
  readonly words: string;
}

/** A failure in words, and as programs read it. */
export interface Report {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly about: About | null;
  /** The state in which a VM was found when a change was not carried out, or its answer lost. */
  readonly observed: string | null;
  /** The cloud's own code and words. */
  readonly detail: Readonly<Record<string, string>> | null;
}

/** Failures that tell what a VM was found in. */
const lookedAt: ReadonlySet<string> = new Set(['outcome.not-seen', 'task.failed']);

const words = (error: AppError, t: Translate): string => {
  const reason = `reason.${error.params['reason'] ?? ''}`;
  const help =
    error.code === 'action.unavailable' && isMessageKey(reason) ? reason : (`error.${error.code}.do` as const);
  const params = errorParams(t, error);
  // Between sentences Chinese has no space.
  return [t.loose(`error.${error.code}`, params), t.loose(help, params)].join(t.locale.startsWith('zh') ? '' : ' ');
};

function aboutOf({ params }: AppError, t: Translate): About | null {
  const { field, reason } = params;
  if (typeof field !== 'string') return null;
  if (typeof reason !== 'string') return { field, reason: null, words: field };
  const key = [`cli.refusal.${reason}`, `refusal.${reason}`].find(isMessageKey);
  return { field, reason, words: `${field}: ${key === undefined ? reason : t.loose(key, {})}` };
}

/** Anything thrown as a report. What is no failure of ours is a mistake of the program, told without its text. */
export function reportOf(error: unknown, t: Translate): Report {
  if (error instanceof CliFailure) {
    const message = t.loose(error.key, error.params);
    return { code: error.key, exitCode: error.exitCode, message, about: null, observed: null, detail: null };
  }
  if (!(error instanceof AppError)) {
    return {
      code: 'internal',
      exitCode: exitCodes.bug,
      message: t('cli.bug'),
      about: null,
      observed: null,
      detail: null,
    };
  }
  const told = Object.entries(error.detail ?? {}).flatMap(([name, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return {
    ...{ code: error.code, exitCode: exitCodeOf(error), message: words(error, t), about: aboutOf(error, t) },
    observed: lookedAt.has(error.code) ? String(error.params['state']) : null,
    detail: told.length === 0 ? null : Object.fromEntries(told),
  };
}

/** What is to be known of an answer and is no failure: a line for people, or one of JSON. */
export const renderNote = ({ code, message }: Report, asJson: boolean): string =>
  `${asJson ? jsonLine({ note: { code, message } }) : plain(message)}\n`;

/** A report as lines for people, or as one line of JSON. */
export function renderReport({ code, exitCode, message, about, observed, detail }: Report, asJson: boolean): string {
  if (asJson) {
    const field = about === null ? {} : { field: about.field, ...(about.reason !== null && { reason: about.reason }) };
    const found = observed === null ? {} : { observed };
    return `${jsonLine({ error: { code, exitCode, message, ...field, ...found, detail } })}\n`;
  }
  const told = Object.values(detail ?? {}).map(plain);
  const lines = [about === null ? '' : plain(about.words), told.join(' · ')].filter((line) => line !== '');
  return `${[plain(message), ...lines].join('\n  ')}\n`;
}
