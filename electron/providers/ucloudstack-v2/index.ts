import { createHttpTransport } from '../http/transport.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { nothingMore, powerCalls, vmOf, vncTicket } from '../ucloud/calls.ts';
import { createClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { toRegion } from '../ucloud/map.ts';
import { createVerbs } from '../verbs.ts';
import { catalog } from './catalog/index.ts';
import { isGone, toVm } from './map.ts';

/** A connection to UCloudStack v2 (document 001): no snapshots, no hibernation, no USB, VNC only. */
export function createUCloudStackV2Provider(context: ProviderContext): Provider {
  const { clock, random, limits, route } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits, route }), context);
  const inventory = createInventory({
    // This generation cannot be asked for an order.
    describe: (region, page, filters, signal) =>
      client.call('DescribeVMInstance', { Region: region, ...filters, ...page }, pageSchema, signal),
    ...{ toVm, isGone, context },
  });
  const verbs = createVerbs({
    vm: {
      start: (ref, _, __, signal) => client.call(powerCalls.start, vmOf(ref), nothingMore, signal),
      shutdown: (ref, _, __, signal) => client.call(powerCalls.shutdown, vmOf(ref), nothingMore, signal),
      'power-off': (ref, _, __, signal) => client.call(powerCalls['power-off'], vmOf(ref), nothingMore, signal),
      restart: (ref, _, __, signal) => client.call(powerCalls.restart, vmOf(ref), nothingMore, signal),
      'password-reset': (ref, _, { password }, signal) => {
        const values = { ...vmOf(ref), Password: password?.reveal() ?? '' };
        return client.call('ResetVMInstancePassword', values, nothingMore, signal);
      },
    },
    region: {},
    questions: {},
    consoles: {
      vnc: async (ref, signal) => vncTicket(await client.call('GetVMVNCInfo', vmOf(ref), vncAnswerSchema, signal)),
    },
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
