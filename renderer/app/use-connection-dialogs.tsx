import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../shared/model/connection.ts';
import { queryKeys } from '../api/queries.ts';
import { ConnectionDialog } from '../features/connections/connection-dialog.tsx';
import { ForeignVms } from '../features/foreign/foreign-vms.tsx';
import { RemoveConnection } from '../features/connections/remove-connection.tsx';

type Open =
  | { readonly kind: 'form'; readonly connection: ConnectionView | null }
  | { readonly kind: 'remove' | 'foreign'; readonly connection: ConnectionView };

interface ConnectionDialogs {
  readonly add: () => void;
  readonly edit: (connection: ConnectionView) => void;
  readonly remove: (connection: ConnectionView) => void;
  readonly foreign: (connection: ConnectionView) => void;
  readonly dialog: ReactNode;
}

/** The form and the question about connections. A new vault leads straight to its first connection. */
export function useConnectionDialogs(existing: number, firstRun: boolean): ConnectionDialogs {
  const client = useQueryClient();
  const [open, setOpen] = useState<Open | null>(firstRun ? { kind: 'form', connection: null } : null);
  const close = (): void => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: queryKeys.connections });
  };
  const dialog =
    open === null ? null : open.kind === 'form' ? (
      <ConnectionDialog connection={open.connection} existing={existing} onClose={close} onSaved={close} />
    ) : open.kind === 'foreign' ? (
      <ForeignVms connection={open.connection} onClose={() => setOpen(null)} />
    ) : (
      <RemoveConnection connection={open.connection} onClose={close} />
    );
  return {
    add: () => setOpen({ kind: 'form', connection: null }),
    edit: (connection) => setOpen({ kind: 'form', connection }),
    remove: (connection) => setOpen({ kind: 'remove', connection }),
    foreign: (connection) => setOpen({ kind: 'foreign', connection }),
    dialog,
  };
}
