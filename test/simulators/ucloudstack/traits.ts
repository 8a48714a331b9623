import type { FleetTraits } from '../ucloud/state/fleet.ts';
import type { VmState } from '../ucloud/state/model.ts';

/** The `States` filter of DescribeVMInstance is the only list of states (000:103). */
export const VM_STATES: readonly VmState[] = [
  'Starting',
  'Restarting',
  'Running',
  'Stopping',
  'Stopped',
  'Poweroffing',
  'Reinstalling',
  'Deleting',
  'Failed',
  'RFailed',
  'Migrating',
  'MigrateDisking',
  'Saving',
  'Saved',
  'Reverted',
];

export const TRAITS: FleetTraits = {
  snapshots: true,
  usb: true,
  deleting: 'Deleting',
  states: [
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Saved',
    'Running',
    'Running',
    'Stopped',
    'Running',
    'Failed',
    'Running',
    'Stopped',
    'Running',
    'Migrating',
    'Running',
    'Running',
    'Stopped',
  ],
};
