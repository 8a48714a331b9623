import { keepPreviousData, QueryClient, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Output } from '../../shared/ipc/contract.ts';
import type { AuditPage, AuditQuery, AuditStatus } from '../../shared/model/audit.ts';
import type { ConnectionView } from '../../shared/model/connection.ts';
import type { InventoryFilter, InventoryPage, InventoryQuery } from '../../shared/model/inventory.ts';
import type { Task } from '../../shared/model/task.ts';
import type { UsbDevice } from '../../shared/model/usb.ts';
import type { VaultKeysView, VaultStatus } from '../../shared/model/vault.ts';
import type { Vm, VmRow } from '../../shared/model/vm.ts';
import { request } from './client.ts';

/** Where each answer is kept. Whatever begins with `vault-content` is thrown away when the vault locks. */
export const queryKeys = {
  start: ['start'],
  vault: ['vault'],
  vaultKeys: ['vault-keys'],
  content: ['vault-content'],
  connections: ['vault-content', 'connections'],
  tasks: ['vault-content', 'tasks'],
  inventory: ['vault-content', 'inventory'],
  usb: ['vault-content', 'usb'],
  audit: ['vault-content', 'audit'],
} as const;

/** Main tells what has changed and does its own retries, so nothing here grows stale or asks twice. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Infinity,
        gcTime: 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
      },
      // What was sent may hold a password: it is kept no longer than the form that sent it.
      mutations: { gcTime: 0 },
    },
  });

export interface StartInfo {
  readonly info: Output<'app.info'>;
  readonly settings: Output<'settings.get'>;
}

export const useStartInfo = (): UseQueryResult<StartInfo> =>
  useQuery({
    queryKey: queryKeys.start,
    queryFn: async () => {
      const [info, settings] = await Promise.all([request('app.info', null), request('settings.get', null)]);
      return { info, settings };
    },
  });

export const useVaultStatus = (): UseQueryResult<VaultStatus> =>
  useQuery({ queryKey: queryKeys.vault, queryFn: ({ signal }) => request('vault.status', null, signal) });

/** The ways into the vault; asked anew by each screen, because a keychain comes and goes without a word. */
export const useVaultKeys = (): UseQueryResult<VaultKeysView> =>
  useQuery({
    queryKey: queryKeys.vaultKeys,
    queryFn: ({ signal }) => request('vault.keys', null, signal),
    refetchOnMount: 'always',
  });

export const useConnections = (): UseQueryResult<ConnectionView[]> =>
  useQuery({ queryKey: queryKeys.connections, queryFn: ({ signal }) => request('connections.list', null, signal) });

export const useTasks = (): UseQueryResult<Task[]> =>
  useQuery({ queryKey: queryKeys.tasks, queryFn: ({ signal }) => request('tasks.list', null, signal) });

/** One window of rows; the rows of the window before stay on the screen until it is there. */
export const useInventoryPage = (query: InventoryQuery): UseQueryResult<InventoryPage> =>
  useQuery({
    queryKey: [...queryKeys.inventory, 'page', query],
    queryFn: ({ signal }) => request('inventory.query', query, signal),
    placeholderData: keepPreviousData,
  });

/** Rows of VMs wherever they are in the list; those that are gone are left out. Never holds a row that was not asked. */
export function useRows(ids: readonly string[]): readonly VmRow[] {
  const client = useQueryClient();
  const { data } = useQuery<VmRow[]>({
    queryKey: [...queryKeys.inventory, 'rows', ids],
    queryFn: ({ signal }) => request('inventory.get', { ids: [...ids] }, signal),
    placeholderData: () => rowsAtHand(client, ids),
    enabled: ids.length > 0,
  });
  return data ?? noRows;
}

const noRows: readonly VmRow[] = [];

/** Rows that some window on the screen already has: a click shows its row at once. */
function rowsAtHand(client: QueryClient, ids: readonly string[]): VmRow[] {
  const pages = client.getQueriesData<InventoryPage>({ queryKey: [...queryKeys.inventory, 'page'] });
  const known = new Map(pages.flatMap(([, page]) => page?.rows ?? []).map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

const longestRange = 500;

/** The ids of a stretch of the list, `last` excluded, at most as many as one action can take. */
export async function idsBetween(
  client: QueryClient,
  filter: InventoryFilter,
  first: number,
  last: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = first; offset < last; offset += longestRange) {
    const query: InventoryQuery = { ...filter, offset, limit: Math.min(longestRange, last - offset) };
    const page = await client.query({
      queryKey: [...queryKeys.inventory, 'range', query],
      queryFn: ({ signal }) => request('inventory.query', query, signal),
      gcTime: 0,
    });
    ids.push(...page.rows.map((row) => row.id));
  }
  return ids;
}

/** Each answer of a VM has its own place; `null` asks for none. */
export const useVm = (id: string | null): UseQueryResult<Vm> =>
  useQuery({
    enabled: id !== null,
    queryKey: [...queryKeys.inventory, 'vm', id],
    queryFn: ({ signal }) => request('inventory.refresh', { id: id ?? '', fresh: false }, signal),
  });

export const useUsbDevices = (vmId: string, enabled: boolean): UseQueryResult<UsbDevice[]> =>
  useQuery({
    queryKey: [...queryKeys.usb, vmId],
    queryFn: ({ signal }) => request('usb.list', { vmId }, signal),
    enabled,
  });

export const useAuditStatus = (): UseQueryResult<AuditStatus> =>
  useQuery({
    queryKey: [...queryKeys.audit, 'status'],
    queryFn: ({ signal }) => request('audit.status', null, signal),
  });

/** The entries of the answer before stay on the screen until the next one is there. */
export const useAuditPage = (query: AuditQuery): UseQueryResult<AuditPage> =>
  useQuery({
    queryKey: [...queryKeys.audit, 'page', query],
    queryFn: ({ signal }) => request('audit.query', query, signal),
    placeholderData: keepPreviousData,
  });
