import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';

interface GroupProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A titled part of the overview. */
export function Group({ title, wide = false, children }: GroupProps): ReactNode {
  return (
    <section className={wide ? 'group group-wide' : 'group'}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Names and values; an empty value is a dash. */
export function Fields({ items }: { items: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  const t = useT();
  return (
    <dl className="fields">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? t('common.none') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
