import type { z } from 'zod';
import type { Arguments, EndpointId } from '../catalog/endpoint.ts';
import type { ActionCatalog, UCloudClient } from './client.ts';
import type { Tenancy } from './tenancy.ts';
import { inOurWords, written, type Wish } from './wire-fields.ts';

/** What handlers of verbs and questions work with. */
export interface UCloudTools<C extends ActionCatalog> {
  readonly client: UCloudClient<C>;
  readonly tenancy: Tenancy;
  /**
   * One call for what somebody wishes, beside values that are known without asking. Refusals name the fields of the
   * wish, not the parameters of the call.
   */
  readonly send: <R extends object, T>(
    id: EndpointId<C>,
    known: object,
    wish: Wish<R>,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ) => Promise<T>;
}

export function createTools<C extends ActionCatalog>(client: UCloudClient<C>, tenancy: Tenancy): UCloudTools<C> {
  return {
    ...{ client, tenancy },
    send: async (id, known, wish, schema, signal) => {
      try {
        // A table of fields says nothing about what a call demands; the client checks it against the catalog.
        const values = { ...known, ...written(wish) } as Arguments<C, EndpointId<C>>;
        return await client.call(id, values, schema, signal);
      } catch (error) {
        throw inOurWords(error, wish);
      }
    },
  };
}
