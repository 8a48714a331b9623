import type { UsbAttachMode } from '../../../../shared/model/usb.ts';
import { nothingMore, vmOf } from '../../ucloud/calls.ts';
import { by } from '../../ucloud/wire-fields.ts';
import type { VmHandlers } from '../../verbs.ts';
import type { Tools } from './tools.ts';

/** 000's spelling (line 47); the vendor's own library spells it otherwise (AUTH, section 1). */
export const attachTypes = { 'pass-through': 'pass-through', redirected: 'redir' } as const satisfies Record<
  UsbAttachMode,
  string
>;

const attachFields = { usbId: ['USBDeviceID'], mode: ['AttachType', by(attachTypes)] } as const;

export const usbHandlers = ({ client, send }: Tools): Pick<VmHandlers, 'usb-attach' | 'usb-detach'> => ({
  'usb-attach': (ref, { usbId, mode, usbVersion, usbPort }, _, signal) => {
    const wish = { request: { usbId, mode, usbVersion, usbPort }, fields: attachFields };
    return send('AttachUSB', vmOf(ref), wish, nothingMore, signal);
  },
  'usb-detach': ({ region }, { usbId }, _, signal) =>
    client.call('DetachUSB', { Region: region, USBDeviceID: usbId }, nothingMore, signal),
});
