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

export const powerActions = ['start', 'shutdown', 'power-off', 'restart'] as const;
export const powerActionSchema = z.enum(powerActions);
export type PowerAction = z.infer<typeof powerActionSchema>;

interface PowerTransition {
  readonly from: readonly PowerState[];
  readonly via: readonly PowerState[];
  readonly to: PowerState;
}

/** From which states a power action is allowed, what it passes through, and the state that ends it. */
export const powerTransitions: Readonly<Record<PowerAction, PowerTransition>> = {
  start: { from: ['stopped'], via: ['starting'], to: 'running' },
  shutdown: { from: ['running'], via: ['stopping'], to: 'stopped' },
  'power-off': { from: ['running', 'paused', 'unknown'], via: ['stopping'], to: 'stopped' },
  restart: { from: ['running'], via: ['restarting', 'stopping', 'starting'], to: 'running' },
};
