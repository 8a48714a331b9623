import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';

/** Where a new VM begins. */
export function NewVmButton({ onClick }: { onClick: () => void }): ReactNode {
  const t = useT();
  return (
    <Button leftSection={<IconPlus size={15} stroke={1.6} />} onClick={onClick} data-testid="new-vm">
      {t('create.open')}
    </Button>
  );
}
