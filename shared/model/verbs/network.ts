import { nic } from './parts.ts';
import { macAddress } from './traits.ts';
import { runningOrStopped, type Verbs } from './verb.ts';

const ownNic = { nicId: { type: 'id', choose: 'own-nic', required: true } } as const;

export const networkVerbs = {
  'mac-set': {
    ...{ category: 'network', ...runningOrStopped, single: true },
    fields: {
      network: { type: 'choice', of: ['LAN', 'WAN', 'Flat'], required: true },
      /** Left out: the cloud chooses. */
      mac: macAddress,
    },
  },
  /** Which address the VM goes out by. */
  'gateway-set': {
    ...{ category: 'network', ...runningOrStopped, single: true },
    fields: {
      externalAddressId: { type: 'id', choose: 'external-address' },
      addressId: { type: 'id', choose: 'own-nic' },
    },
  },
  'network-reset': { category: 'network', ...runningOrStopped, hard: true, fields: {} },
  'nic-attach': { category: 'network', ...runningOrStopped, single: true, fields: nic },
  'nic-detach': { category: 'network', ...runningOrStopped, hard: true, single: true, fields: ownNic },
  'nic-update': { category: 'network', ...runningOrStopped, single: true, fields: { ...ownNic, ...nic } },
  'security-groups-set': {
    ...{ category: 'network', ...runningOrStopped },
    fields: { securityGroupIds: { ...nic.securityGroupIds, required: true } },
  },
  /** Whether an address outside goes when the VM is deleted. */
  'external-address-set': {
    ...{ category: 'network', ...runningOrStopped, single: true },
    fields: {
      externalAddressId: { type: 'id', choose: 'external-address', required: true },
      releasedWithVm: { type: 'flag', required: true },
    },
  },
} as const satisfies Verbs;
