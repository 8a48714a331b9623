import { z } from 'zod';
import type { Capability } from '../../../shared/model/capability.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { createHttpTransport } from '../http/transport.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { refuse } from '../refuse.ts';
import { powerCalls, vmOf } from '../ucloud/calls.ts';
import { createClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { toRegion } from '../ucloud/map.ts';
import { catalog } from './catalog/index.ts';
import { isGone, toVm } from './map.ts';

const capabilities: ReadonlySet<Capability> = new Set<Capability>([
  ...(['power.start', 'power.shutdown', 'power.off', 'power.restart', 'console.vnc', 'guest.password'] as const),
]);

const nothing = z.unknown();
const refuseSpice = refuse('console.spice');

/** A connection to UCloudStack v2 (document 001): no snapshots, no hibernation, no USB, VNC only. */
export function createUCloudStackV2Provider(context: ProviderContext): Provider {
  const { clock, random, limits } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits }), context);
  const inventory = createInventory({
    // This generation cannot be asked for an order.
    describe: (region, page, signal) =>
      client.call('DescribeVMInstance', { Region: region, ...page }, pageSchema, signal),
    ...{ toVm, isGone, context },
  });

  return {
    ...inventory,
    capabilities,
    regions: async (signal) => {
      const { Infos } = await client.call('DescribeRegion', {}, regionsSchema, signal);
      return (Infos ?? []).map(toRegion).filter(isSomething);
    },
    power: async (ref, action, signal) => {
      await client.call(powerCalls[action], vmOf(ref), nothing, signal);
    },
    hibernate: refuse('power.hibernate'),
    wake: refuse('power.wake'),
    createSnapshot: refuse('snapshot.create'),
    revertSnapshot: refuse('snapshot.revert'),
    deleteSnapshot: refuse('snapshot.delete'),
    clearSnapshots: refuse('snapshot.clear'),
    resetPassword: async (ref, password, signal) => {
      const values = { ...vmOf(ref), Password: password.reveal() };
      await client.call('ResetVMInstancePassword', values, nothing, signal);
    },
    listUsb: refuse('usb.list'),
    attachUsb: refuse('usb.attach'),
    detachUsb: refuse('usb.detach'),
    consoleTicket: async (ref, kind, signal) => {
      if (kind !== 'vnc') return refuseSpice();
      const { Info } = await client.call('GetVMVNCInfo', vmOf(ref), vncAnswerSchema, signal);
      return { kind, host: Info.VNCIP, port: Info.VNCPort, password: new Secret(Info.VNCPassword) };
    },
    endpoints: () => catalog,
    call: (endpointId, params, signal) => client.callRaw(endpointId, params, signal),
    close: () => client.close(),
  };
}
