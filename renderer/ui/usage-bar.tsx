import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { percent } from './format.ts';

/** Percent from which a resource is shown as nearly used up. */
const hot = 80;

/** How much of a resource is in use, 0–100; `null` is not known. */
export function UsageBar({ value }: { value: number | null }): ReactNode {
  const t = useT();
  if (value === null) return <span className="dim">{t('common.none')}</span>;
  return (
    <span className="usage">
      <span className="usage-track" aria-hidden="true">
        <span className={value > hot ? 'usage-fill hot' : 'usage-fill'} style={{ width: `${value}%` }} />
      </span>
      <span className="usage-number">{percent(value, t.locale)}</span>
    </span>
  );
}
