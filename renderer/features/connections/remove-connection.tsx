import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';

export function RemoveConnection({
  connection,
  onClose,
}: {
  connection: ConnectionView;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const remove = useMutation({
    mutationFn: () => request('connections.remove', { id: connection.id }),
    onSuccess: onClose,
    networkMode: 'always',
  });
  return (
    <Dialog
      title={t('connection.remove.title', { name: connection.settings.name })}
      onClose={onClose}
      testId="confirm"
      about={[connection]}
    >
      <div className="form">
        <p>{t('connection.remove.what')}</p>
        {remove.isError ? <ErrorNotice error={asErrorData(remove.error)} /> : null}
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            variant="filled"
            color="danger"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
            data-testid="confirm-ok"
          >
            {t('connection.remove.submit')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
