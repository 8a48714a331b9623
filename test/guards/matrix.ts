import type { Provider } from '../../electron/providers/provider.ts';
import type { Capability } from '../../shared/model/capability.ts';

/** How one row of the matrix of capabilities is reached, beside {@link Provider.call}, which reaches everything. */
export interface MatrixRow {
  /** Actions, questions, consoles and extras. */
  readonly by?: readonly Capability[];
  readonly methods?: readonly (keyof Provider)[];
  /** Why some or all of it is left to raw calls, or to nothing of a cloud. */
  readonly raw?: string;
}

/** Every row of section (a) of the reading of the five documents, in its words. */
export const matrix: Readonly<Record<string, MatrixRow>> = {
  List: { methods: ['listVms', 'countVms'] },
  '- paging': { methods: ['listVms'] },
  '- filters': { methods: ['listVms'] },
  '- sort': { methods: ['listVms'] },
  '- export list to file': { raw: 'A client writes the list that it shows by itself.' },
  'Inspect one': { methods: ['readVm', 'readVms'] },
  'Bulk status only': { by: ['states'] },
  Start: { by: ['start', 'start-with'] },
  'Graceful stop': { by: ['shutdown'] },
  'Force stop / power off': { by: ['power-off'] },
  'Reboot graceful': { by: ['restart'] },
  'Hard reset': { by: ['reset'] },
  'Suspend / pause': { by: ['pause'] },
  'Resume from pause': { by: ['resume'] },
  'Hibernate / save': { by: ['hibernate'] },
  Wake: { by: ['wake'] },
  'Snapshot list': { methods: ['readVm'] },
  'Snapshot details': { methods: ['readVm'] },
  'Snapshot create': { by: ['snapshot-create'] },
  '- with memory': { by: ['snapshot-memory'] },
  'Snapshot delete / delete all': { by: ['snapshot-delete', 'snapshot-clear'] },
  'Snapshot revert': { by: ['snapshot-revert'] },
  'Snapshot recycle bin': {
    by: ['recycled-snapshots', 'snapshot-restore', 'snapshot-purge'],
    raw: 'How long the bin of a whole cloud keeps things is set by its operators.',
  },
  'Snapshot policies': {
    by: [
      ...(['snapshot-policies', 'snapshot-policy-create', 'snapshot-policy-update'] as const),
      ...(['snapshot-policy-pause', 'snapshot-policy-resume', 'snapshot-policy-delete'] as const),
      ...(['snapshot-policy-bind', 'snapshot-policy-unbind'] as const),
    ],
  },
  'USB: host devices': { by: ['usb-devices'] },
  'USB: attached to VM': { methods: ['readVm'] },
  'USB attach pass-through': { by: ['usb-attach'] },
  'USB attach redirected (host/network)': { by: ['usb-attach'] },
  'USB SPICE redirection channel': { by: ['usb-channel-add'] },
  'USB detach': { by: ['usb-detach'] },
  'VNC console': { by: ['console-vnc', 'web-console'], methods: ['consoleTicket'] },
  'SPICE console': { by: ['console-spice'], methods: ['consoleTicket'] },
  'VMware console': { by: ['foreign-console'] },
  'Console password change': { by: ['console-password-set'] },
  'Graphics tuning': { by: ['display-set', 'display-attach', 'display-update', 'display-detach'] },
  Screenshot: { by: ['screenshot', 'crash-screenshots'] },
  Clone: { by: ['clone', 'clone-check', 'clones'] },
  '- clone progress': { by: ['progress', 'clones'], methods: ['readVm'] },
  '- clone cancel': { by: ['clone-cancel', 'clone-forget'] },
  Create: { by: ['create'] },
  '- creation options': { by: ['choices'] },
  '- config templates': {
    by: ['template-create', 'template-rename', 'template-user-data-set', 'template-delete', 'choices'],
  },
  Delete: { by: ['delete'] },
  'VM recycle bin: list': { methods: ['listVms'] },
  'VM recycle bin: inspect': { methods: ['readVm'] },
  'VM recycle bin: restore': { by: ['recycle-restore'] },
  'VM recycle bin: purge': { by: ['recycle-purge'] },
  Rename: { by: ['rename'] },
  'Remark / description': { by: ['describe'] },
  'Guest host name': { by: ['hostname-set'] },
  'Reset guest password': { by: ['password-reset'] },
  'Resize CPU / memory': { by: ['resize', 'balloon-set'] },
  'CPU/mem reservation, pinning': { by: ['cpu-reserve', 'memory-reserve', 'cpu-bind'] },
  'Advanced settings (HA, firmware, CPU mode...)': {
    by: ['options-set'],
    raw: 'What holds for a whole cloud is set by its operators.',
  },
  'cloud-init': { by: ['cloud-init', 'cloud-init-set', 'template-user-data-set'] },
  'Reinstall OS': { by: ['reinstall'] },
  'ISO mount / unmount / list': {
    by: ['boot-cd', 'iso-insert', 'iso-eject', 'floppy-insert', 'floppy-eject'],
    methods: ['readVm'],
  },
  'Boot order': { by: ['boot-order-set', 'boot-cd', 'boot-disk'] },
  'Disks attach / detach / edit': {
    by: [
      ...(['disk-attach', 'disk-detach', 'disk-update', 'local-disk-attach', 'local-disk-detach'] as const),
      'storage-move',
    ],
    methods: ['readVm'],
  },
  'NIC attach / detach / edit': {
    by: [
      ...(['nic-attach', 'nic-detach', 'nic-update', 'mac-set', 'gateway-set', 'network-reset'] as const),
      ...(['security-groups-set', 'external-address-set'] as const),
    ],
  },
  'PCI / mdev devices': { by: ['device-attach', 'device-detach', 'resize'] },
  'Tags / labels': { by: ['tags-set'] },
  'Groups / folders tree': {
    by: [
      ...(['groups', 'group-create', 'group-rename', 'group-move', 'group-delete', 'group-set'] as const),
      ...(['isolation-group-create', 'isolation-group-delete', 'choices'] as const),
    ],
  },
  Monitoring: {
    by: ['metrics', 'guest-info', 'processes', 'agent-install', 'agent-upgrade'],
    methods: ['readVm'],
    raw: 'Exports of values answer with a task that no call can be asked about.',
  },
  'Operation log': { by: ['operations'] },
  'Batch variants': { raw: 'Services repeat the action for one VM: each has an outcome of its own then.' },
  'State summary counts': { by: ['state-counts'] },
  Capacity: { raw: 'Administration by operators.' },
  'Lock / unlock': { by: ['lock', 'unlock'] },
  'SSH key pairs': {
    by: ['choices', 'key-pair-import', 'key-pair-delete', 'key-bind', 'key-unbind', 'key-pair-vms'],
    methods: ['readVm'],
    raw: 'A key that a cloud makes comes with its private half, which no task may hold; a key made here is imported.',
  },
  'Access control (SSH policy)': { by: ['access', 'access-set'] },
  'Guest tools': {
    by: ['tools-insert'],
    methods: ['readVm'],
    raw: 'Commands to the guest agent run anything inside of the guest, and are answered with nothing.',
  },
  'Migrate live / cold / cancel': {
    by: ['migrate', 'cluster-migrate', 'migrate-cancel', 'storage-move', 'choices', 'progress'],
    raw: 'Limits of migration for a whole cloud are set by its operators.',
  },
  'V2V / import / export': {
    by: [
      ...(['ova-import', 'ova-export', 'ova-info', 'ova-files', 'machine-import', 'machine-info'] as const),
      ...(['foreign-import', 'foreign-move', 'disk-export', 'disk-import', 'disk-import-iscsi'] as const),
      ...(['import-resume', 'import-abort', 'progress'] as const),
    ],
    raw: 'Imports of security appliances have kinds that the document gives by number only.',
  },
  'Scheduled tasks': { by: ['schedules', 'schedule-create', 'schedule-update', 'schedule-delete'] },
  Pricing: { by: ['price', 'premium', 'renewal-price', 'refund', 'renew'] },
  Flavors: { by: ['choices'], raw: 'Making and removing flavors is administration by operators.' },
  'Hosts / pools / host groups': {
    by: ['choices', 'foreign-stores'],
    raw: 'Making and removing pools and groups of hosts is administration by operators.',
  },
  'Assign to end user / terminal': { by: ['assign', 'unassign', 'terminals-set'] },
  'Foreign VMs': { by: ['foreign-vms'] },
  'Region / zone listing': { by: ['choices'], methods: ['regions'] },
};
