import { AppError } from '../../shared/errors/app-error.ts';
import { isMessageKey, type Translate } from '../../shared/i18n/translate.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { jsonLine, plain } from './output.ts';

/** A failure in words, and as programs read it. */
export interface Report {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly message: string;
  /** The cloud's own code and words. */
  readonly detail: Readonly<Record<string, string>> | null;
}

const words = (error: AppError, t: Translate): string => {
  const reason = `reason.${error.params['reason'] ?? ''}`;
  const help =
    error.code === 'action.unavailable' && isMessageKey(reason) ? reason : (`error.${error.code}.do` as const);
  return `${t.loose(`error.${error.code}`, error.params)} ${t.loose(help, error.params)}`;
};

/** Anything thrown as a report. What is no failure of ours is a mistake of the program, told without its text. */
export function reportOf(error: unknown, t: Translate): Report {
  if (error instanceof CliFailure) {
    return { code: error.key, exitCode: error.exitCode, message: t.loose(error.key, error.params), detail: null };
  }
  if (!(error instanceof AppError)) {
    return { code: 'internal', exitCode: exitCodes.bug, message: t('cli.bug'), detail: null };
  }
  const told = Object.entries(error.detail ?? {}).flatMap(([name, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return {
    ...{ code: error.code, exitCode: exitCodeOf(error), message: words(error, t) },
    detail: told.length === 0 ? null : Object.fromEntries(told),
  };
}

/** A report as lines for people, or as one line of JSON. */
export function renderReport({ code, exitCode, message, detail }: Report, asJson: boolean): string {
  if (asJson) return `${jsonLine({ error: { code, exitCode, message, detail } })}\n`;
  const more = detail === null ? '' : `\n  ${Object.values(detail).map(plain).join(' · ')}`;
  return `${plain(message)}${more}\n`;
}
