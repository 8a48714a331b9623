import { CloseButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from './error-notice.tsx';

/** Milliseconds that a failure stays on the screen: long enough to read it and to open its details. */
const failureStays = 15_000;

interface FailureProps {
  readonly error: ErrorData;
  readonly title: string | undefined;
  /** Does what the error names as its remedy. */
  readonly onAction: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Its words are made when it is drawn, so that it follows a change of the language like the rest of the window. */
function Failure({ error, title, onAction, onClose }: FailureProps): ReactNode {
  const t = useT();
  return (
    <div className="toast">
      <div className="toast-body">
        {title === undefined ? null : <p className="toast-title">{title}</p>}
        <ErrorNotice error={error} {...(onAction === undefined ? {} : { onAction })} />
      </div>
      <CloseButton size={24} aria-label={t('common.close')} onClick={onClose} />
    </div>
  );
}

/** Shows a failure that has no place of its own on the screen. */
export function notifyFailure(error: ErrorData, title?: string, onAction?: () => void): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    message: <Failure {...{ error, title, onAction }} onClose={() => notifications.hide(id)} />,
    autoClose: failureStays,
    withBorder: true,
    withCloseButton: false,
    color: 'danger',
  });
}

/** Takes every notification off the screen: some name VMs. */
export const clearNotifications = (): void => notifications.clean();
