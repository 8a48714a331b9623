import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: number;
  readonly testId?: string;
}

/** A modal dialog that exists only while it is open. */
export function Dialog({ title, onClose, children, size = 460, testId }: DialogProps): ReactNode {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div data-testid={testId}>{children}</div>
    </Modal>
  );
}
