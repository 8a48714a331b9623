import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { age, dateTime, duration } from './format.ts';
import { useNow } from './now.tsx';

/** How long something has lasted, counting; with `until`, how long it took. Milliseconds since the epoch. */
export function Elapsed({ since, until }: { since: number; until?: number | null }): ReactNode {
  const t = useT();
  const now = useNow();
  return <span className="tabular">{duration((until ?? now) - since, t.locale)}</span>;
}

/** How long ago something was, in one unit, as a bare measure; the exact time is its title. */
export function Age({ at }: { at: number }): ReactNode {
  const t = useT();
  const now = useNow();
  return (
    <span className="tabular" title={dateTime(at, t.locale)}>
      {age(now - at, t.locale)}
    </span>
  );
}

/** How long ago something was, in words. */
export function Ago({ at }: { at: number }): ReactNode {
  const t = useT();
  const now = useNow();
  return (
    <span className="tabular" title={dateTime(at, t.locale)}>
      {t('common.ago', { age: age(now - at, t.locale) })}
    </span>
  );
}
