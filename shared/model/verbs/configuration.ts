import { display } from './parts.ts';
import {
  cpuBinding,
  cpuMode,
  diskCache,
  firmware,
  graphics,
  guestHardware,
  highAvailability,
  newSize,
  onOff,
  shortText,
  size,
  sizeDetails,
} from './traits.ts';
import { runningOrStopped, settled, stopped, type Verbs } from './verb.ts';

/** Settings of a VM that exists. */
export const configurationVerbs = {
  resize: {
    ...{ category: 'configuration', ...runningOrStopped },
    fields: {
      ...size,
      ...sizeDetails,
      flavorId: newSize.flavorId,
      ...graphics,
      computeSetId: { type: 'id', choose: 'compute-set' },
      requestTitle: shortText,
      requestReason: { type: 'text', max: 1000, lines: true },
    },
  },
  /** What is taken from the VM's memory for others; none when it is 0 (002, line 2458). */
  'balloon-set': {
    ...{ category: 'configuration', ...runningOrStopped, single: true },
    fields: { balloonBytes: { type: 'bytes', step: 1, min: 0, required: true } },
  },
  'options-set': {
    ...{ category: 'configuration', ...settled, single: true },
    secrets: { userData: 'optional' },
    fields: {
      highAvailability,
      cpuMode,
      /** Acts with a custom CPU mode. */
      cpuModel: { type: 'id', choose: 'cpu-model' },
      firmware,
      diskCache,
      dns: shortText,
      isoSlots: { type: 'integer', min: 0, max: 16 },
      ...guestHardware,
      /** The cluster's other site runs it when this one fails, at first or at once (002, lines 4834–4868). */
      otherSite: onOff,
      otherSiteTakesOver: onOff,
    },
  },
  'cpu-bind': {
    ...{ category: 'configuration', ...runningOrStopped, single: true },
    /** `unbind` ends the binding, and goes with no other. */
    fields: { ...cpuBinding, unbind: { type: 'flag' } },
  },
  'cpu-reserve': {
    ...{ category: 'configuration', ...runningOrStopped },
    fields: { reserved: { ...onOff, required: true } },
  },
  'memory-reserve': { category: 'configuration', ...stopped, fields: { reserved: { ...onOff, required: true } } },
  /** How the screen is sent (002, lines 2623–2647). */
  'display-set': {
    ...{ category: 'configuration', ...stopped },
    fields: {
      compression: { type: 'choice', of: ['off', 'auto_glz', 'auto_lz', 'quic', 'glz', 'lz', 'lz4'] },
      streaming: { type: 'choice', of: ['filter', 'all', 'off'] },
    },
  },
  'display-attach': { category: 'configuration', ...stopped, single: true, fields: display },
  'display-update': {
    ...{ category: 'configuration', ...stopped, single: true },
    fields: { displayId: { type: 'id', choose: 'own-display', required: true }, ...display },
  },
  'display-detach': {
    ...{ category: 'configuration', ...stopped, single: true },
    fields: { displayId: { type: 'id', choose: 'own-display', required: true } },
  },
} as const satisfies Verbs;
