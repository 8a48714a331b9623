import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useT } from '../../i18n/language.tsx';

interface FilterFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Goes from the field into the list. */
  readonly onLeave: () => void;
}

const longestText = 200;

/** Narrows the list by words while they are typed. */
export function FilterField({ text, onText, inputRef, onLeave }: FilterFieldProps): ReactNode {
  const t = useT();
  return (
    <TextInput
      ref={inputRef}
      className="filter-field"
      aria-label={t('filter.label')}
      placeholder={t('filter.placeholder')}
      value={text}
      maxLength={longestText}
      data-testid="filter"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSectionWidth={text === '' ? 62 : 30}
      rightSection={
        text === '' ? (
          <span className="kbd" aria-hidden="true">
            {t('title.search.key')}
          </span>
        ) : (
          <CloseButton size={20} aria-label={t('filter.clear')} onClick={() => onText('')} data-testid="filter-clear" />
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
  );
}
