import { nothingMore } from '../../ucloud/calls.ts';
import { powerHandlers } from '../../ucloud/power.ts';
import type { VmHandlers } from '../../verbs.ts';
import { configurationHandlers } from './configuration.ts';
import { lifecycleHandlers } from './lifecycle.ts';
import { networkHandlers } from './network.ts';
import { snapshotHandlers } from './snapshots.ts';
import type { Tools } from './tools.ts';
import { usbHandlers } from './usb.ts';

export { creationHandlers as regionHandlers } from './creation.ts';

/** What document 000 can do with a VM. */
export const vmHandlers = (tools: Tools): VmHandlers => ({
  ...powerHandlers((id, ref, signal) => tools.client.call(id, tools.tenancy.vmOf(ref), nothingMore, signal)),
  ...snapshotHandlers(tools),
  ...usbHandlers(tools),
  ...lifecycleHandlers(tools),
  ...configurationHandlers(tools),
  ...networkHandlers(tools),
});
