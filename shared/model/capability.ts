import { z } from 'zod';

/**
 * What a connection can do. Positive: what is absent is not supported. May depend on the server's version, so it is
 * data that belongs to a connection, not to a kind of provider.
 */
export const capabilities = [
  'power.start',
  'power.shutdown',
  'power.off',
  'power.restart',
  'power.hibernate',
  'power.wake',
  'snapshot.create',
  'snapshot.memory',
  'snapshot.revert',
  'snapshot.delete',
  'snapshot.clear',
  'usb.list',
  'usb.attach',
  'usb.detach',
  'console.vnc',
  'console.spice',
  'guest.password',
] as const;
export const capabilitySchema = z.enum(capabilities);
export type Capability = z.infer<typeof capabilitySchema>;
