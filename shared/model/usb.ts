import { z } from 'zod';

/** A USB device plugged into one of the cloud's hosts (not into this computer). */
export const usbDeviceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  vendor: z.string(),
  product: z.string(),
  serial: z.string(),
  host: z.string(),
  state: z.enum(['free', 'attached', 'lost', 'unknown']),
  raw: z.string(),
  /** The cloud's id of the VM that holds it. */
  attachedTo: z.string().nullable(),
  attachMode: z.enum(['pass-through', 'redirected', 'unknown']).nullable(),
  /** The cloud's words about a failure of this device. */
  problem: z.string(),
});
export type UsbDevice = z.infer<typeof usbDeviceSchema>;

export const usbAttachModeSchema = z.enum(['pass-through', 'redirected']);
export type UsbAttachMode = z.infer<typeof usbAttachModeSchema>;
