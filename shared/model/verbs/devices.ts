import { onOff } from './traits.ts';
import { running, runningOrStopped, type Verbs } from './verb.ts';

/** Devices of a host that are given to a VM; it then stays on that host (002, lines 3918–4088). */
export const deviceVerbs = {
  'device-attach': {
    ...{ category: 'device', ...running, single: true },
    fields: {
      deviceKind: { type: 'choice', of: ['pci', 'mdev'], required: true },
      deviceId: { type: 'id', choose: 'host-device', required: true },
      driver: { type: 'choice', of: ['vfio-pci', 'vfio-ccw', 'vfio-ap'] },
      acceleration: onOff,
    },
  },
  'device-detach': {
    ...{ category: 'device', ...runningOrStopped, hard: true, single: true },
    fields: { deviceId: { type: 'id', choose: 'own-device', required: true } },
  },
} as const satisfies Verbs;
