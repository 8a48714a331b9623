import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconCheck, IconExternalLink, IconKey } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isPlainHttp } from '../../../shared/model/address.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { consoleKindSchema, type ConsoleKind, type VmRow } from '../../../shared/model/vm.ts';
import { hostPort } from '../../../shared/util/host-port.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { queryKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import type { ConnectionIndex } from '../../ui/actions.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { toolbarReason } from './toolbar-state.ts';

interface ViewerDialogProps {
  readonly vm: VmRow;
  readonly connections: ConnectionIndex;
  readonly onClose: () => void;
}

const offersWeb = (connection: ConnectionView | undefined): boolean =>
  connection !== undefined &&
  connection.settings.webConsole !== null &&
  connection.capabilities.includes('web-console');

/** What another viewer needs to open a console. The password goes to the clipboard by way of main alone. */
export function ViewerDialog({ vm, connections, onClose }: ViewerDialogProps): ReactNode {
  const t = useT();
  const connection = connections.get(vm.connectionId);
  const kinds = consoleKindSchema.options.filter((one) => toolbarReason(`console-${one}`, [vm], connections) === null);
  const [kind, setKind] = useState<ConsoleKind>(kinds[0] ?? 'vnc');
  const address = useQuery({
    queryKey: [...queryKeys.content, 'console-address', vm.id, kind],
    queryFn: ({ signal }) => request('console.address', { vmId: vm.id, kind }, signal),
    gcTime: 0,
  });
  const copy = useMutation({
    mutationFn: () => request('console.copy-password', { vmId: vm.id, kind }),
    networkMode: 'always',
  });
  const web = useMutation({
    mutationFn: () => request('console.open-web', { vmId: vm.id }),
    networkMode: 'always',
  });
  const failure = address.error ?? copy.error ?? web.error;
  return (
    <Dialog title={t('viewer.title', { name: vm.name })} onClose={onClose} testId="viewer-dialog" about={[connection]}>
      <div className="form">
        <p className="dim">{t('viewer.what')}</p>
        {kinds.length < 2 ? null : (
          <SegmentedControl
            size="xs"
            aria-label={t('viewer.protocol')}
            value={kind}
            data={kinds.map((value) => ({ value, label: t(`console.protocol.${value}`) }))}
            onChange={(value) => {
              setKind(consoleKindSchema.parse(value));
              copy.reset();
            }}
          />
        )}
        <div className="viewer-address">
          <span className="dim">{t('viewer.address')}</span>
          {address.data === undefined ? (
            <span className="dim" role="status">
              {address.isError ? t('common.none') : t('viewer.asking')}
            </span>
          ) : (
            <>
              <span className="mono selectable" data-testid="viewer-address">
                {hostPort(address.data)}
              </span>
              <CopyText text={hostPort(address.data)} />
            </>
          )}
        </div>
        {connection?.settings.consoleTls === 'always' ? null : <p className="warning">{t('console.plain.tip')}</p>}
        {offersWeb(connection) && isPlainHttp(connection?.settings.webConsole ?? '') ? (
          <p className="warning" data-testid="viewer-web-plain">
            {t('viewer.web.plain')}
          </p>
        ) : null}
        {failure === null ? null : <ErrorNotice error={asErrorData(failure)} />}
        <div role="status">
          {web.isSuccess ? (
            <p className="done" data-testid="viewer-web-opened">
              <IconCheck size={14} aria-hidden="true" />
              {t('viewer.web.opened')}
            </p>
          ) : null}
          {copy.data === undefined ? null : (
            <>
              <p className="done" data-testid="viewer-copied">
                <IconCheck size={14} aria-hidden="true" />
                {t('viewer.copied', { seconds: copy.data.seconds })}
              </p>
              {copy.data.concealed ? null : <p className="dim">{t('viewer.not-concealed')}</p>}
            </>
          )}
        </div>
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose}>
            {t('common.close')}
          </Button>
          {offersWeb(connection) ? (
            <Button
              loading={web.isPending}
              leftSection={<IconExternalLink size={15} aria-hidden="true" />}
              data-testid="viewer-web"
              onClick={() => web.mutate()}
            >
              {t('viewer.web')}
            </Button>
          ) : null}
          <Button
            variant="filled"
            loading={copy.isPending}
            leftSection={<IconKey size={15} aria-hidden="true" />}
            data-testid="viewer-copy-password"
            data-autofocus
            onClick={() => copy.mutate()}
          >
            {t('viewer.copy-password')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
