import type { FleetTraits } from '../ucloud/state/fleet.ts';

/** The states of VMInstanceInfo (001:150) as far as a VM is listed in them; no snapshots and no USB in this document. */
export const TRAITS: FleetTraits = {
  snapshots: false,
  usb: false,
  deleting: 'Terminating',
  states: [
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Failed',
    'Running',
    'Migrating',
    'Running',
    'Stopped',
  ],
};
