import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ConnectionDraft, ConnectionView } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { draftText, readDraft, type DraftField, type DraftText } from './draft.ts';
import { TestResult, useConnectionTest } from './connection-test.tsx';

interface ConnectionDialogProps {
  /** `null` adds a new one. */
  readonly connection: ConnectionView | null;
  /** How many there are already: a new one gets the next colour. */
  readonly existing: number;
  readonly onClose: () => void;
  readonly onSaved: (connection: ConnectionView) => void;
}

const none: ReadonlySet<DraftField> = new Set();

export function ConnectionDialog({ connection, existing, onClose, onSaved }: ConnectionDialogProps): ReactNode {
  const t = useT();
  const [text, setText] = useState<DraftText>(() => draftText(connection, existing));
  const [wrong, setWrong] = useState(none);
  const test = useConnectionTest(connection?.id ?? null);
  const save = useMutation({
    mutationFn: (draft: ConnectionDraft) =>
      connection === null
        ? request('connections.add', draft)
        : request('connections.update', { id: connection.id, draft }),
    onSuccess: onSaved,
    networkMode: 'always',
  });
  const withDraft = (send: (draft: ConnectionDraft) => void): void => {
    const read = readDraft(text, connection);
    setWrong('wrong' in read ? read.wrong : none);
    if ('draft' in read) send(read.draft);
  };
  return (
    <Dialog
      title={connection === null ? t('connection.add.title') : t('connection.edit.title')}
      onClose={onClose}
      size={500}
    >
      <form
        className="form"
        data-testid="connection-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) withDraft((draft) => save.mutate(draft));
        }}
      >
        <ConnectionFields
          text={text}
          wrong={wrong}
          editing={connection !== null}
          onChange={(patch) => {
            setText({ ...text, ...patch });
            test.reset();
            save.reset();
          }}
        />
        <TestResult test={test} />
        {save.isError ? <ErrorNotice error={asErrorData(save.error)} /> : null}
        <div className="form-buttons">
          <span className="push">
            {test.pending ? (
              <Button onClick={test.cancel} data-testid="connection-test-cancel">
                {t('connection.test.cancel')}
              </Button>
            ) : (
              <Button onClick={() => withDraft(test.run)} data-testid="connection-test">
                {t('connection.test')}
              </Button>
            )}
          </span>
          <Button variant="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={save.isPending} data-testid="connection-save">
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
