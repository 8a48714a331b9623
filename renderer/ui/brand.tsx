import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';

/** The mark: a screen on a deck. */
export function BrandMark({ size = 18 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
      <rect width="18" height="18" rx="5" fill="var(--accent)" />
      <rect
        x="4.6"
        y="4.8"
        width="8.8"
        height="6.4"
        rx="1.4"
        fill="none"
        stroke="var(--accent-ink)"
        strokeWidth="1.7"
      />
      <path d="M5.4 13.6h7.2" stroke="var(--accent-ink)" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  );
}

export function Brand({ size = 18 }: { size?: number }): ReactNode {
  const t = useT();
  return (
    <h1 className="brand">
      <BrandMark size={size} />
      {t('app.name')}
    </h1>
  );
}
