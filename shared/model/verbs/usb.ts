import { runningOrStopped, type Verbs } from './verb.ts';

const device = {
  usbId: { type: 'id', choose: 'usb-device', required: true },
  usbName: { type: 'text', max: 1000, required: true },
} as const;

/** Where it is plugged in inside the VM, where a cloud lets one choose (002, lines 6659–6663). */
const socket = {
  usbVersion: { type: 'choice', of: ['1.1', '2.0', '3.0'] },
  usbPort: { type: 'integer', min: 1, max: 6 },
} as const;

/** USB devices of the cloud's hosts, and channels for those of this computer. */
export const usbVerbs = {
  'usb-attach': {
    ...{ category: 'usb', ...runningOrStopped, single: true },
    fields: { ...device, mode: { type: 'choice', of: ['pass-through', 'redirected'], required: true }, ...socket },
  },
  'usb-detach': { category: 'usb', ...runningOrStopped, single: true, fields: device },
  /** A socket that the SPICE console plugs devices of this computer into; `usb-detach` removes it again. */
  'usb-channel-add': { category: 'usb', ...runningOrStopped, single: true, fields: socket },
} as const satisfies Verbs;
