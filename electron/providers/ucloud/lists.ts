import type { z } from 'zod';
import { readPages, type Page } from '../answers/paging.ts';
import type { listSchema } from './envelope.ts';
import type { Tenancy, TenantValue } from './tenancy.ts';

type Listed = z.infer<typeof listSchema>;
/** What a page of a list is asked for. */
export type PageValues = { readonly Limit: number; readonly Offset: number } & TenantValue;

interface Listing<T> {
  readonly tenancy: Tenancy;
  readonly fetch: (page: PageValues, signal: AbortSignal) => Promise<Listed>;
  /** Null for what cannot be used. Never throws. */
  readonly map: (raw: unknown) => T | null;
  readonly idOf: (item: T) => string;
}

/** All of a list, for every tenant that the connection is about, each item once. */
export async function readList<T>({ tenancy, fetch, map, idOf }: Listing<T>, signal: AbortSignal): Promise<T[]> {
  const found = new Map<string, T>();
  for (const tenant of tenancy.views) {
    const page = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<T>> => {
      const { TotalCount, Infos } = await fetch({ ...tenant, Limit, Offset }, within);
      const items = (Infos ?? []).map(map);
      // Without a count, a full page promises another one.
      const total = TotalCount ?? Offset + items.length + (items.length === Limit ? 1 : 0);
      return { items, total };
    };
    const onPage = (items: readonly T[]): void => {
      for (const item of items) if (!found.has(idOf(item))) found.set(idOf(item), item);
    };
    await readPages({ fetch: page, idOf, onPage }, signal);
  }
  return [...found.values()];
}
