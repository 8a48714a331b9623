import { runningOrStopped, type Verbs } from './verb.ts';

const device = {
  usbId: { type: 'id', choose: 'usb-device', required: true },
  usbName: { type: 'text', max: 1000, required: true },
} as const;

/** USB devices of the cloud's hosts. */
export const usbVerbs = {
  'usb-attach': {
    ...{ category: 'usb', ...runningOrStopped, single: true },
    fields: { ...device, mode: { type: 'choice', of: ['pass-through', 'redirected'], required: true } },
  },
  'usb-detach': { category: 'usb', ...runningOrStopped, single: true, fields: device },
} as const satisfies Verbs;
