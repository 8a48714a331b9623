import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { AppError } from '../../../shared/errors/app-error.ts';
import { trustWith } from '../../../shared/model/certificate.ts';
import type { ConnectionDraft, ConnectionView } from '../../../shared/model/connection.ts';
import { freeName } from '../../../shared/model/connection-name.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { CertificatePanel } from './certificate-panel.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { HostKeyPanel } from './host-key-panel.tsx';
import { TestResult, useConnectionTest } from './connection-test.tsx';
import { draftText, readDraft, trustText, type DraftField, type DraftText } from './draft.ts';
import { hasQuestion, isAboutTrust, useCertificates } from './use-certificates.ts';

interface ConnectionDialogProps {
  /** The one that is edited or copied; `null` adds a new one. */
  readonly connection: ConnectionView | null;
  readonly copy?: boolean;
  /** How many there are already: a new one gets the next colour. */
  readonly existing: number;
  readonly onClose: () => void;
  readonly onSaved: (connection: ConnectionView) => void;
}

const none: ReadonlySet<DraftField> = new Set();

export function ConnectionDialog(props: ConnectionDialogProps): ReactNode {
  const { connection, copy = false, existing, onClose, onSaved } = props;
  const t = useT();
  const [text, setText] = useState<DraftText>(() => {
    const shown = draftText(connection, existing);
    return copy ? { ...shown, name: freeName(shown.name, new Set([shown.name])) } : shown;
  });
  const [wrong, setWrong] = useState(none);
  const known = connection?.id ?? null;
  const certificates = useCertificates(known);
  const { hostKey, servers } = certificates;
  const isAsked = hasQuestion({ hostKey, servers: servers ?? [] });
  const test = useConnectionTest(known, (draft, error) => {
    if (error instanceof AppError && isAboutTrust(error.code)) void certificates.look(draft);
  });
  const save = useMutation({
    mutationFn: async ({ draft, anyway }: { readonly draft: ConnectionDraft; readonly anyway: boolean }) => {
      // A certificate or host key that nobody vouches for is asked about before anything is kept.
      const isChanged =
        JSON.stringify([draft.url, draft.trust]) !==
        JSON.stringify([connection?.settings.url, connection?.settings.trust]);
      const key = draft.jump?.hostKey ?? null;
      const hasNewJump = draft.jump !== null && (key === null || key !== connection?.settings.jump?.hostKey);
      if (((isChanged && draft.url.startsWith('https:')) || hasNewJump) && !anyway && !draft.disabled) {
        if (hasQuestion(await certificates.look(draft))) return null;
      }
      if (connection === null || copy) return request('connections.add', { draft, keyOf: known });
      return request('connections.update', { id: connection.id, draft });
    },
    onSuccess: (saved) => {
      if (saved !== null) onSaved(saved);
    },
    networkMode: 'always',
  });
  const failure = save.isError ? asErrorData(save.error) : null;
  // Said at the field itself.
  const nameTaken = failure?.code === 'connection.name-taken';
  const refusals = [save.error, test.error, certificates.error].map((error) =>
    error === null ? null : asErrorData(error).code,
  );
  const keyNeeded = refusals.includes('connection.key-needed');
  const refused: ReadonlySet<DraftField> = refusals.includes('connection.password-needed')
    ? new Set([...wrong, 'proxyPassword'])
    : wrong;
  const change = (patch: Partial<DraftText>): void => {
    setText({ ...text, ...patch });
    test.reset();
    save.reset();
    certificates.reset();
  };
  const withDraft = (send: (draft: ConnectionDraft) => void, next = text): void => {
    const read = readDraft(next, connection, copy);
    setWrong('wrong' in read ? read.wrong : none);
    if ('draft' in read) send(read.draft);
  };
  const changeAndLook = (patch: Partial<DraftText>): void => {
    change(patch);
    withDraft((trusted) => void certificates.look(trusted), { ...text, ...patch });
  };
  const trust = (sha256: string): void =>
    withDraft((draft) => changeAndLook(trustText(trustWith(draft.trust, servers ?? [], sha256))));
  const title =
    connection === null ? 'connection.add.title' : copy ? 'connection.duplicate.title' : 'connection.edit.title';
  return (
    <Dialog title={t(title)} onClose={onClose} size={540}>
      <form
        className="form"
        data-testid="connection-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) withDraft((draft) => save.mutate({ draft, anyway: false }));
        }}
      >
        <ConnectionFields
          text={text}
          wrong={refused}
          nameTaken={nameTaken}
          keyNeeded={keyNeeded}
          keyLeftEmpty={connection === null ? 'none' : copy ? 'copied' : 'kept'}
          onChange={change}
          look={
            <Button
              loading={certificates.pending}
              data-testid="connection-look"
              onClick={() => withDraft((draft) => void certificates.look(draft))}
            >
              {t('connection.trust.look')}
            </Button>
          }
        />
        {hostKey === null ? null : (
          <HostKeyPanel
            key={hostKey.key}
            shown={hostKey}
            busy={false}
            onTrust={(key) => changeAndLook({ jumpHostKey: key })}
          />
        )}
        {(servers ?? []).map((server) => (
          <CertificatePanel key={`${server.host} ${server.port}`} server={server} busy={false} onTrust={trust} />
        ))}
        {certificates.error === null ? null : <ErrorNotice error={asErrorData(certificates.error)} />}
        {isAsked || keyNeeded ? null : <TestResult test={test} />}
        {failure === null || nameTaken || keyNeeded ? null : <ErrorNotice error={failure} />}
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
          {!isAsked ? null : (
            <Button
              data-testid="connection-save-anyway"
              onClick={() => withDraft((draft) => save.mutate({ draft, anyway: true }))}
            >
              {t('certificate.save-anyway')}
            </Button>
          )}
          <Button type="submit" variant="filled" loading={save.isPending} data-testid="connection-save">
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
