import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';
import { stateGroupNames, toggleGroup, type StateGroup } from './state-groups.ts';

interface FilterBarProps {
  readonly groups: ReadonlySet<StateGroup>;
  readonly onGroups: (groups: ReadonlySet<StateGroup>) => void;
  /** How many VMs are listed, and of how many. */
  readonly matches: number | null;
  readonly fleet: number;
}

/** Narrows the list by state, and says how much of the fleet is left. */
export function FilterBar({ groups, onGroups, matches, fleet }: FilterBarProps): ReactNode {
  const t = useT();
  return (
    <div className="filter-bar">
      <div className="chips" role="group" aria-label={t('filter.states')}>
        {stateGroupNames.map((group) => (
          <button
            key={group}
            type="button"
            className="chip"
            aria-pressed={groups.has(group)}
            data-testid={`chip-${group}`}
            onClick={() => onGroups(toggleGroup(groups, group))}
          >
            {t(`filter.state.${group}`)}
          </button>
        ))}
      </div>
      <span className="filter-matches" role="status">
        {matches === null || matches === fleet ? '' : t('filter.matches', { count: matches, fleet })}
      </span>
    </div>
  );
}
