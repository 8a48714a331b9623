import { z } from 'zod';

/** Power states that a VM stays in until somebody acts. `unknown` is any state whose meaning is not documented. */
export const settledStates = [
  'running',
  'stopped',
  'paused',
  'suspended',
  'guest-suspended',
  'error',
  'recycled',
  'unknown',
] as const;

/** Power states that pass by themselves; each names what is awaited. */
export const transitionalStates = [
  'starting',
  'stopping',
  'restarting',
  'saving',
  'restoring',
  'migrating',
  'creating',
  'deleting',
  'reinstalling',
  'cloning',
  'importing',
] as const;

export const powerStateSchema = z.enum([...settledStates, ...transitionalStates]);
export type PowerState = z.infer<typeof powerStateSchema>;
export type TransitionalState = (typeof transitionalStates)[number];

export const isTransitional = (state: PowerState): state is TransitionalState =>
  (transitionalStates as readonly string[]).includes(state);

/** Whether a VM stays in a state until somebody acts. What is not documented may pass: it counts as no rest. */
export const isAtRest = (state: PowerState): boolean => !isTransitional(state) && state !== 'unknown';
