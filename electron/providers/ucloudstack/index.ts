import { createHttpTransport } from '../http/transport.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { spiceTicket, vmOf, vncTicket } from '../ucloud/calls.ts';
import { createClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, spiceAnswerSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { toRegion } from '../ucloud/map.ts';
import { createVerbs } from '../verbs.ts';
import { catalog } from './catalog/index.ts';
import { toVm } from './map.ts';
import { questionHandlers } from './questions.ts';
import { vmHandlers } from './vm-verbs.ts';

/** A connection to UCloudStack, current API (document 000). */
export function createUCloudStackProvider(context: ProviderContext): Provider {
  const { clock, random, limits, route } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits, route }), context);
  const inventory = createInventory({
    describe: (region, page, filters, signal) => {
      // A fixed order keeps pages from overlapping; filters are checked against the catalog before they leave.
      const values = { Region: region, SortBy: 'CreateTime', Sort: 'Ascending', ...filters, ...page } as const;
      return client.call('DescribeVMInstance', values, pageSchema, signal);
    },
    ...{ toVm, context },
  });
  const verbs = createVerbs({
    vm: vmHandlers(client),
    region: {},
    questions: questionHandlers(client),
    consoles: {
      vnc: async (ref, signal) => vncTicket(await client.call('GetVMVNCInfo', vmOf(ref), vncAnswerSchema, signal)),
      spice: async (ref, signal) =>
        spiceTicket(await client.call('GetVMSpiceInfo', vmOf(ref), spiceAnswerSchema, signal)),
    },
    extras: ['snapshot-memory'],
  });

  return {
    ...inventory,
    ...verbs,
    regions: async (signal) => {
      const { Infos } = await client.call('DescribeRegion', {}, regionsSchema, signal);
      return (Infos ?? []).map(toRegion).filter(isSomething);
    },
    endpoints: () => catalog,
    call: (endpointId, params, signal) => client.callRaw(endpointId, params, signal),
    close: () => client.close(),
  };
}
