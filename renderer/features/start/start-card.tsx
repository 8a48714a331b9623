import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';
import { BrandMark } from '../../ui/brand.tsx';
import { emptied } from '../../ui/emptied.ts';

interface StartCardProps {
  readonly title: string;
  readonly demo: boolean;
  readonly children: ReactNode;
}

/** The frame of every screen before the vault is open. */
export function StartCard({ title, demo, children }: StartCardProps): ReactNode {
  const t = useT();
  return (
    <main className="start">
      <div ref={emptied} className="start-card">
        <BrandMark size={36} />
        <h1>{title}</h1>
        {children}
      </div>
      <p className="start-foot">{demo ? t('vault.demo') : t('start.tagline')}</p>
    </main>
  );
}
