import type { ReactNode } from 'react';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from './error-notice.tsx';

/** Why a password was refused; while no other can be tried, for how much longer. */
export function PasswordFailure({ error, left }: { error: ErrorData; left: number }): ReactNode {
  const t = useT();
  if (error.code !== 'vault.wait') return <ErrorNotice error={error} />;
  if (left === 0) return null;
  return (
    <p className="warning" role="status" data-testid="wait">
      {t('vault.wait', { count: left })}
    </p>
  );
}
