import type { Actions } from '../ucloud/action.ts';
import { pickerActions } from '../ucloud/pickers.ts';
import { cloneActions } from './actions/clone.ts';
import { consoleActions } from './actions/consoles.ts';
import { createActions } from './actions/create.ts';
import { inventoryActions } from './actions/inventory.ts';
import { networkActions } from './actions/network.ts';
import { optionActions } from './actions/options.ts';
import { powerActions } from './actions/power.ts';
import { priceActions } from './actions/price.ts';
import { snapshotActions } from './actions/snapshots.ts';
import { storageActions } from './actions/storage.ts';
import { usbActions } from './actions/usb.ts';
import { vmwareActions } from './actions/vmware.ts';
import { snapshotInfo } from './wire.ts';

/** Every action of document 000, and the ones beside it that AUTH.md names. */
export const ACTIONS: Actions = {
  ...inventoryActions,
  ...powerActions,
  ...createActions,
  ...cloneActions,
  ...snapshotActions,
  ...networkActions,
  ...optionActions,
  ...storageActions,
  ...priceActions,
  ...consoleActions,
  ...vmwareActions,
  ...usbActions,
  ...pickerActions((machine) => machine.snapshots.map((snapshot) => snapshotInfo(machine, snapshot))),
};
