import { IconHistory } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { AuditStatus } from '../../../shared/model/audit.ts';
import { useT } from '../../i18n/language.tsx';
import { notifyFailure } from '../../ui/notify.tsx';
import { problemsOf } from './audit-problems.tsx';

interface AuditButtonProps {
  readonly status: AuditStatus | undefined;
  /** The log is on the screen, and says itself what is wrong with it. */
  readonly opened: boolean;
  readonly onOpen: () => void;
}

/** Opens the log; marked, and told once aloud, when something about the log needs a person. */
export function AuditButton({ status, opened, onOpen }: AuditButtonProps): ReactNode {
  const t = useT();
  const problems = status === undefined ? [] : problemsOf(status);
  const worst = problems[0];
  const code = worst?.code;
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    // The same kind of problem is told once, however its numbers change.
    if (worst !== undefined && worst.code !== told.current && !opened) notifyFailure(worst);
    told.current = worst?.code;
  }, [worst, opened]);
  const label = code === undefined ? t('audit.open') : t('audit.open.fault');
  return (
    <button
      type="button"
      className="task-pill audit-button"
      data-fault={code !== undefined}
      aria-label={label}
      title={label}
      onClick={onOpen}
      data-testid="audit-open"
    >
      <IconHistory size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
}
