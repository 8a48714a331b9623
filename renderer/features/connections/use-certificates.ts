import { useMutation } from '@tanstack/react-query';
import { isAboutCertificate, type ServerCertificate } from '../../../shared/model/certificate.ts';
import type { ConnectionDraft } from '../../../shared/model/connection.ts';
import type { ShownHostKey } from '../../../shared/model/jump.ts';
import { request } from '../../api/client.ts';

/** Failures after which a person may want to decide for the key of a jump host. */
const isAboutHostKey = (code: string): boolean => ['jump.host-key-unknown', 'jump.host-key-changed'].includes(code);

export const isAboutTrust = (code: string): boolean => isAboutCertificate(code) || isAboutHostKey(code);

/** What somebody shows who has to be believed before anything is sent. */
interface Shown {
  /** Of the jump host; null: there is none. */
  readonly hostKey: ShownHostKey | null;
  /** Empty while the jump host before them is not believed. */
  readonly servers: readonly ServerCertificate[];
}

/** Whether a person is asked to decide. */
export const hasQuestion = ({ hostKey, servers }: Shown): boolean =>
  (hostKey !== null && !hostKey.accepted && hostKey.key !== null) ||
  servers.some(({ accepted, chain }) => !accepted && chain.length > 0);

export interface Certificates {
  readonly pending: boolean;
  readonly hostKey: ShownHostKey | null;
  readonly servers: readonly ServerCertificate[] | null;
  readonly error: unknown;
  readonly look: (draft: ConnectionDraft | null) => Promise<Shown>;
  readonly reset: () => void;
}

/** Fetches what jump host and servers of a draft (null: of the stored connection) show. */
export function useCertificates(id: string | null): Certificates {
  const look = useMutation({
    mutationFn: async (draft: ConnectionDraft | null): Promise<Shown> => {
      const hostKey = await request('connections.host-key', { id, draft });
      if (hostKey !== null && !hostKey.accepted) return { hostKey, servers: [] };
      return { hostKey, servers: await request('connections.certificates', { id, draft }) };
    },
    networkMode: 'always',
  });
  return {
    pending: look.isPending,
    hostKey: look.data?.hostKey ?? null,
    servers: look.data?.servers ?? null,
    error: look.error,
    look: look.mutateAsync,
    reset: look.reset,
  };
}
