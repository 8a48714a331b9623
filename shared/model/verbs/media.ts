import { runningOrStopped, type Verbs } from './verb.ts';

const medium = { type: 'id', choose: 'own-medium' } as const;

/** Discs and disks in drives, and what the VM boots from. */
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
  'iso-insert': {
    ...{ category: 'media', ...runningOrStopped },
    fields: { imageId: { type: 'id', choose: 'iso', required: true } },
  },
  /** Which one is asked only where there can be several. */
  'iso-eject': { category: 'media', ...runningOrStopped, single: true, fields: { mediumId: medium } },
  'floppy-insert': {
    ...{ category: 'media', ...runningOrStopped },
    fields: { imageId: { type: 'id', choose: 'floppy', required: true } },
  },
  'floppy-eject': {
    ...{ category: 'media', ...runningOrStopped, single: true },
    fields: { mediumId: { ...medium, required: true } },
  },
  /** Disks by their name in the VM, cards by MAC address, USB devices by bus and port (002, lines 2684–2687). */
  'boot-order-set': {
    ...{ category: 'media', ...runningOrStopped, single: true },
    fields: {
      bootDevices: { type: 'list', max: 64, required: true, item: { type: 'text', min: 1, max: 100 } },
    },
  },
} as const satisfies Verbs;
