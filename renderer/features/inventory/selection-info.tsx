import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';

interface SelectionInfoProps {
  readonly count: number;
  /** Selected, but not in sight in the list. */
  readonly hidden: number;
  readonly onClear: () => void;
}

/** How many VMs the next action is about. */
export function SelectionInfo({ count, hidden, onClear }: SelectionInfoProps): ReactNode {
  const t = useT();
  return (
    <>
      <span role="status" data-testid="selection-info">
        {count === 0 ? '' : t('selection.count', { count })}
        {count === 0 || hidden === 0 ? '' : t('common.separator') + t('selection.hidden', { count: hidden })}
      </span>
      {count === 0 ? null : <CloseButton size={20} aria-label={t('selection.clear')} onClick={onClear} />}
    </>
  );
}
