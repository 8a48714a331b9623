import {
  billing,
  cpuBinding,
  cpuMode,
  diskCache,
  firmware,
  graphics,
  highAvailability,
  macAddress,
  shortText,
  size,
} from './traits.ts';
import { running, runningOrStopped, settled, type Verbs } from './verb.ts';

/** Settings of a VM that exists. */
export const configurationVerbs = {
  resize: {
    ...{ category: 'configuration', ...runningOrStopped },
    fields: { ...size, ...graphics, requestTitle: shortText, requestReason: { type: 'text', max: 1000, lines: true } },
  },
  'options-set': {
    ...{ category: 'configuration', ...settled, single: true },
    secrets: { userData: 'optional' },
    fields: {
      highAvailability,
      cpuMode,
      /** Acts with a custom CPU mode. */
      cpuModel: shortText,
      firmware,
      diskCache,
      dns: shortText,
      isoSlots: { type: 'integer', min: 0, max: 16 },
      ejectIso: { type: 'flag' },
    },
  },
  'cpu-bind': { category: 'configuration', ...runningOrStopped, single: true, fields: cpuBinding },
  'password-reset': {
    ...{ category: 'guest', ...runningOrStopped },
    secrets: { password: 'required' },
    fields: {},
  },
} as const satisfies Verbs;

export const mediaVerbs = {
  'boot-cd': {
    ...{ category: 'media', ...runningOrStopped },
    fields: { imageId: { type: 'id', choose: 'iso', required: true } },
  },
  'boot-disk': {
    ...{ category: 'media', ...runningOrStopped },
    /** The image that was booted from; one cloud asks for it again (000, line 689). */
    fields: { imageId: { type: 'id', choose: 'iso' } },
  },
} as const satisfies Verbs;

export const storageVerbs = {
  /** Moves disks of a running VM to other storage. */
  'storage-move': {
    ...{ category: 'storage', ...running, single: true },
    fields: {
      moves: {
        ...{ type: 'list', max: 32, required: true },
        item: {
          type: 'group',
          fields: {
            diskId: { type: 'id', choose: 'own-disk', required: true },
            storageSetId: { type: 'id', choose: 'storage-set', required: true },
            targetDiskId: { type: 'id', choose: 'disk' },
          },
        },
      },
      ...billing,
    },
  },
} as const satisfies Verbs;

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
} as const satisfies Verbs;
