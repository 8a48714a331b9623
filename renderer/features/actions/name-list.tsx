import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';

/** Lines in sight; the others are counted. */
const shown = 6;

interface NameListProps {
  readonly title: string;
  readonly names: readonly string[];
  /** What stands beside each. */
  readonly notes?: readonly string[];
  readonly testId?: string;
}

/** What an action is about, by name. */
export function NameList({ title, names, notes, testId }: NameListProps): ReactNode {
  const t = useT();
  return (
    <section className="name-list" data-testid={testId}>
      <h3>{title}</h3>
      <ul>
        {names.slice(0, shown).map((name, index) => (
          <li key={`${index} ${name}`}>
            <span className="ellipsis">{name}</span>
            {notes === undefined ? null : <span className="dim">{notes[index]}</span>}
          </li>
        ))}
        {names.length > shown ? <li className="dim">{t('confirm.more', { more: names.length - shown })}</li> : null}
      </ul>
    </section>
  );
}
