import type { ReactNode } from 'react';
import type { ErrorData } from '../../../shared/errors/app-error.ts';
import type { AuditStatus } from '../../../shared/model/audit.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';

/** That the log is not what was written, as a failure with words; null while it is, or nobody has looked. */
export const tampering = ({ check, folder }: AuditStatus): ErrorData | null =>
  check === null || check.total === 0
    ? null
    : { code: 'audit.tampered', params: { count: check.total, path: folder }, detail: null };

/** Everything about the log that a person has to know of. */
export const problemsOf = (status: AuditStatus): readonly ErrorData[] =>
  [tampering(status), status.problem, status.syslog?.problem ?? null].filter((problem) => problem !== null);

/** Places that are listed; the command line lists all. */
const shown = 5;

export function AuditProblems({ status }: { status: AuditStatus }): ReactNode {
  const t = useT();
  const { findings = [], total = 0 } = status.check ?? {};
  return problemsOf(status).map((problem) => (
    <div key={problem.code} data-testid="audit-problem">
      <ErrorNotice error={problem} />
      {problem.code === 'audit.tampered' ? (
        <ul className="audit-findings selectable">
          {findings.slice(0, shown).map(({ fault, file, line, count }) => (
            <li key={`${file} ${line} ${fault}`}>{t(`audit.fault.${fault}`, { file, number: line, count })}</li>
          ))}
          {total > shown ? <li>{t('audit.faults.more', { more: total - shown })}</li> : null}
        </ul>
      ) : null}
    </div>
  ));
}
