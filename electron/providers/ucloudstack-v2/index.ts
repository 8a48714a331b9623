import { createHttpTransport } from '../http/transport.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { vncTicket } from '../ucloud/calls.ts';
import { createClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { tenantOf, toRegion } from '../ucloud/map.ts';
import { createTenancy } from '../ucloud/tenancy.ts';
import { createTools } from '../ucloud/tools.ts';
import { createVerbs } from '../verbs.ts';
import { catalog } from './catalog/index.ts';
import { isGone, toVm } from './map.ts';
import { questionHandlers } from './questions.ts';
import { regionHandlers, vmHandlers } from './vm-verbs.ts';
import { takenFields, takenQuestions } from './taken-fields.ts';

/** A connection to UCloudStack v2 (document 001): no snapshots, no hibernation, no USB, VNC only. */
export function createUCloudStackV2Provider(context: ProviderContext): Provider {
  const { clock, random, limits, route, settings } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits, route }), context);
  const tenancy = createTenancy(settings, async (region, signal) => {
    const { Infos } = await client.call('DescribeVMInstance', { Region: region, Limit: 1 }, pageSchema, signal);
    return tenantOf(Infos?.[0]);
  });
  const tools = createTools(client, tenancy);
  const inventory = createInventory({
    // This generation cannot be asked for an order.
    describe: (region, page, filters, signal) =>
      client.call('DescribeVMInstance', { Region: region, ...filters, ...page }, pageSchema, signal),
    ...{ toVm, isGone, tenancy, context },
  });
  const verbs = createVerbs({
    vm: vmHandlers(tools),
    region: regionHandlers(tools),
    questions: questionHandlers(tools),
    consoles: {
      vnc: async (ref, signal) =>
        vncTicket(await client.call('GetVMVNCInfo', tenancy.vmOf(ref), vncAnswerSchema, signal)),
    },
    ...{ fields: takenFields, questionFields: takenQuestions },
    extras: [],
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
