import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../shared/model/connection.ts';
import { subscribe } from '../api/client.ts';
import { queryKeys } from '../api/queries.ts';
import { CertificatesDialog } from '../features/connections/certificates-dialog.tsx';
import { ConnectionDialog } from '../features/connections/connection-dialog.tsx';
import { DoctorDialog } from '../features/connections/doctor-dialog.tsx';
import { ForeignVms } from '../features/foreign/foreign-vms.tsx';
import { RemoveConnection } from '../features/connections/remove-connection.tsx';
import { TransferDialog } from '../features/connections/transfer-dialog.tsx';

type Open =
  | { readonly kind: 'form'; readonly connection: ConnectionView | null }
  | { readonly kind: 'transfer' }
  | {
      readonly kind: 'duplicate' | 'remove' | 'certificates' | 'doctor' | 'foreign';
      readonly connection: ConnectionView;
    };

interface ConnectionDialogs {
  readonly add: () => void;
  readonly transfer: () => void;
  readonly edit: (connection: ConnectionView) => void;
  readonly duplicate: (connection: ConnectionView) => void;
  readonly certificates: (connection: ConnectionView) => void;
  readonly doctor: (connection: ConnectionView) => void;
  readonly remove: (connection: ConnectionView) => void;
  readonly foreign: (connection: ConnectionView) => void;
  readonly dialog: ReactNode;
}

/** The form and the questions about connections. A new vault leads straight to its first connection. */
export function useConnectionDialogs(connections: readonly ConnectionView[], firstRun: boolean): ConnectionDialogs {
  const client = useQueryClient();
  const [open, setOpen] = useState<Open | null>(firstRun ? { kind: 'form', connection: null } : null);
  useEffect(
    () =>
      subscribe('connections.certificates-asked', ({ id }) => {
        const connection = connections.find((one) => one.id === id);
        if (connection === undefined) return;
        void client.invalidateQueries({ queryKey: [...queryKeys.connections, 'certificates', id] });
        setOpen({ kind: 'certificates', connection });
      }),
    [client, connections],
  );
  const close = (): void => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: queryKeys.connections });
  };
  const dialogOf = (opened: Open): ReactNode => {
    switch (opened.kind) {
      case 'form':
      case 'duplicate':
        return (
          <ConnectionDialog
            connection={opened.connection}
            copy={opened.kind === 'duplicate'}
            existing={connections.length}
            onClose={close}
            onSaved={close}
          />
        );
      case 'remove':
        return <RemoveConnection connection={opened.connection} onClose={close} />;
      case 'certificates':
        return <CertificatesDialog connection={opened.connection} onClose={close} />;
      case 'doctor':
        return <DoctorDialog connection={opened.connection} onClose={close} />;
      case 'foreign':
        return <ForeignVms connection={opened.connection} onClose={() => setOpen(null)} />;
      case 'transfer':
        return <TransferDialog onClose={close} />;
    }
  };
  return {
    add: () => setOpen({ kind: 'form', connection: null }),
    transfer: () => setOpen({ kind: 'transfer' }),
    edit: (connection) => setOpen({ kind: 'form', connection }),
    duplicate: (connection) => setOpen({ kind: 'duplicate', connection }),
    certificates: (connection) => setOpen({ kind: 'certificates', connection }),
    doctor: (connection) => setOpen({ kind: 'doctor', connection }),
    remove: (connection) => setOpen({ kind: 'remove', connection }),
    foreign: (connection) => setOpen({ kind: 'foreign', connection }),
    dialog: open === null ? null : dialogOf(open),
  };
}
