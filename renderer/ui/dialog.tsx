import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../shared/model/connection.ts';
import { useT } from '../i18n/language.tsx';
import { PlainMark } from './connection-marks.tsx';
import { emptied } from './emptied.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: number;
  readonly testId?: string;
  /** The connections that it is about; it bears a mark when one of them is not encrypted. */
  readonly about?: readonly (ConnectionView | undefined)[];
  /** Out of sight for the moment, with everything that was filled in. */
  readonly hidden?: boolean;
  /** Much was typed into it: a click beside it does not throw that away. */
  readonly holds?: boolean;
}

/** A modal dialog that exists only while it is open. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, onClose, children, size = 460, testId, about = [], hidden = false, holds = false } = props;
  const t = useT();
  return (
    <Modal
      opened={!hidden}
      keepMounted
      closeOnClickOutside={!holds}
      onClose={onClose}
      title={
        about.some((connection) => connection?.insecure === true) ? (
          <>
            {title} <PlainMark />
          </>
        ) : (
          title
        )
      }
      size={size}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div ref={emptied} data-testid={testId}>
        {children}
      </div>
    </Modal>
  );
}
