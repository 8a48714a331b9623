import { Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { queryKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { CertificatePanel } from './certificate-panel.tsx';
import { HostKeyPanel } from './host-key-panel.tsx';

interface CertificatesDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** What the servers of a connection show, and the way to trust another certificate deliberately. */
export function CertificatesDialog({ connection, onClose }: CertificatesDialogProps): ReactNode {
  const { id, settings } = connection;
  const t = useT();
  const shown = useQuery({
    queryKey: [...queryKeys.connections, 'certificates', id],
    queryFn: async ({ signal }) => {
      const hostKey = await request('connections.host-key', { id, draft: null }, signal);
      if (hostKey !== null && !hostKey.accepted) return { hostKey, servers: null };
      return { hostKey, servers: await request('connections.certificates', { id, draft: null }, signal) };
    },
    gcTime: 0,
  });
  const trust = useMutation({
    mutationFn: (sha256: string) => request('connections.trust', { id, sha256 }),
    onSuccess: () => shown.refetch(),
    networkMode: 'always',
  });
  const trustHost = useMutation({
    mutationFn: (key: string) => request('connections.trust-host-key', { id, key }),
    onSuccess: () => shown.refetch(),
    networkMode: 'always',
  });
  const hostKey = shown.data?.hostKey ?? null;
  const servers = shown.data?.servers ?? null;
  return (
    <Dialog
      title={t('certificate.title', { name: settings.name })}
      onClose={onClose}
      size={540}
      testId="certificates"
      about={[connection]}
    >
      <div className="form">
        {shown.isFetching ? (
          <p className="test-result" role="status">
            <Loader size={14} />
            {t('certificate.looking')}
          </p>
        ) : null}
        {shown.error === null ? null : <ErrorNotice error={asErrorData(shown.error)} />}
        {servers?.length === 0 ? <p>{t('certificate.none')}</p> : null}
        {hostKey === null ? null : (
          <HostKeyPanel key={hostKey.key} shown={hostKey} busy={trustHost.isPending} onTrust={trustHost.mutate} />
        )}
        {(servers ?? []).map((server) => (
          <CertificatePanel
            key={`${server.about} ${server.host} ${server.port} ${server.chain[0]?.sha256 ?? ''}`}
            server={server}
            busy={trust.isPending}
            onTrust={trust.mutate}
          />
        ))}
        {trustHost.error === null ? null : <ErrorNotice error={asErrorData(trustHost.error)} />}
        {trust.error === null ? null : <ErrorNotice error={asErrorData(trust.error)} />}
      </div>
    </Dialog>
  );
}
