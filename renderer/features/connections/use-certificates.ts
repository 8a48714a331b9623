import { useMutation } from '@tanstack/react-query';
import type { ServerCertificate } from '../../../shared/model/certificate.ts';
import type { ConnectionDraft } from '../../../shared/model/connection.ts';
import { request } from '../../api/client.ts';

export interface Certificates {
  readonly pending: boolean;
  readonly servers: readonly ServerCertificate[] | null;
  readonly error: unknown;
  readonly look: (draft: ConnectionDraft | null) => Promise<readonly ServerCertificate[]>;
  readonly reset: () => void;
}

/** Fetches what the servers of a draft (null: of the stored connection) show. */
export function useCertificates(id: string | null): Certificates {
  const look = useMutation({
    mutationFn: (draft: ConnectionDraft | null) => request('connections.certificates', { id, draft }),
    networkMode: 'always',
  });
  return {
    pending: look.isPending,
    servers: look.data ?? null,
    error: look.error,
    look: look.mutateAsync,
    reset: look.reset,
  };
}
