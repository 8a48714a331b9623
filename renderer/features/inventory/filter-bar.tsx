import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useT } from '../../i18n/language.tsx';
import { stateGroupNames, toggleGroup, type StateGroup } from './state-groups.ts';

interface FilterBarProps {
  readonly text: string;
  readonly groups: ReadonlySet<StateGroup>;
  readonly onText: (text: string) => void;
  readonly onGroups: (groups: ReadonlySet<StateGroup>) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Goes from the field into the list. */
  readonly onLeave: () => void;
  readonly matches: number | null;
  readonly fleet: number;
}

const longestText = 200;

/** Narrows the list by words and by state. */
export function FilterBar(props: FilterBarProps): ReactNode {
  const { text, groups, onText, onGroups, inputRef, onLeave, matches, fleet } = props;
  const t = useT();
  return (
    <div className="filter-bar" role="search">
      <TextInput
        ref={inputRef}
        className="filter-field"
        aria-label={t('filter.label')}
        placeholder={t('filter.placeholder')}
        value={text}
        maxLength={longestText}
        data-testid="filter"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          text === '' ? undefined : (
            <CloseButton
              size={20}
              aria-label={t('filter.clear')}
              onClick={() => onText('')}
              data-testid="filter-clear"
            />
          )
        }
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') onText('');
          else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave();
          else return;
          event.preventDefault();
        }}
      />
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
