import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from './error-notice.tsx';

/** Milliseconds that a failure stays on the screen: long enough to read it and to open its details. */
const failureStays = 15_000;

/** Shows a failure that has no place of its own on the screen. */
export function useNotifyFailure(): (error: ErrorData, title?: string, onAction?: () => void) => void {
  const t = useT();
  return useCallback(
    (error, title, onAction) => {
      notifications.show({
        ...(title === undefined ? {} : { title }),
        message: <ErrorNotice error={error} {...(onAction === undefined ? {} : { onAction })} />,
        autoClose: failureStays,
        withBorder: true,
        color: 'danger',
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    },
    [t],
  );
}

/** Takes every notification off the screen: some name VMs. */
export const clearNotifications = (): void => notifications.clean();
