import { createHttpTransport } from '../http/transport.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { spiceTicket, vncTicket } from '../ucloud/calls.ts';
import { createClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, spiceAnswerSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { tenantOf, toRegion } from '../ucloud/map.ts';
import { createTenancy } from '../ucloud/tenancy.ts';
import { createTools } from '../ucloud/tools.ts';
import { createVerbs } from '../verbs.ts';
import { catalog } from './catalog/index.ts';
import { toVm } from './map.ts';
import { questionHandlers } from './questions/index.ts';
import { regionHandlers, vmHandlers } from './verbs/index.ts';
import { takenFields, takenQuestions } from './taken-fields.ts';

/** A connection to UCloudStack, current API (document 000). */
export function createUCloudStackProvider(context: ProviderContext): Provider {
  const { clock, random, limits, route, settings } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits, route }), context);
  const tenancy = createTenancy(settings, async (region, signal) => {
    const { Infos } = await client.call('DescribeVMInstance', { Region: region, Limit: 1 }, pageSchema, signal);
    return tenantOf(Infos?.[0]);
  });
  const tools = createTools(client, tenancy);
  const inventory = createInventory({
    describe: (region, page, filters, signal) => {
      // A fixed order keeps pages from overlapping; filters are checked against the catalog before they leave.
      const values = { Region: region, SortBy: 'CreateTime', Sort: 'Ascending', ...filters, ...page } as const;
      return client.call('DescribeVMInstance', values, pageSchema, signal);
    },
    ...{ toVm, tenancy, context },
  });
  const verbs = createVerbs({
    vm: vmHandlers(tools),
    region: regionHandlers(tools),
    questions: questionHandlers(tools),
    consoles: {
      vnc: async (ref, signal) =>
        vncTicket(await client.call('GetVMVNCInfo', tenancy.vmOf(ref), vncAnswerSchema, signal)),
      spice: async (ref, signal) =>
        spiceTicket(await client.call('GetVMSpiceInfo', tenancy.vmOf(ref), spiceAnswerSchema, signal)),
    },
    ...{ fields: takenFields, questionFields: takenQuestions },
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
