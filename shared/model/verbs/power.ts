import { z } from 'zod';
import type { PowerState } from '../power.ts';
import { running, stopped, type Verbs } from './verb.ts';

/** Switching a VM on and off, and holding its work. */
export const powerVerbs = {
  start: { category: 'power', ...stopped, fields: {} },
  shutdown: { category: 'power', ...running, fields: {} },
  'power-off': {
    ...{ category: 'power', hard: true },
    ...{ from: ['running', 'paused', 'guest-suspended', 'unknown'], reason: 'needs-running' },
    fields: {},
  },
  restart: { category: 'power', ...running, fields: {} },
  /** Cuts the power and gives it back. */
  reset: { category: 'power', ...running, hard: true, fields: {} },
  /** Holds the virtual CPUs; the memory stays where it is. */
  pause: { category: 'power', ...running, fields: {} },
  resume: { category: 'power', from: ['paused'], reason: 'needs-paused', fields: {} },
  /** Keeps the memory on disk and stops the VM. */
  hibernate: { category: 'power', ...running, fields: {} },
  wake: { category: 'power', from: ['suspended', 'guest-suspended'], reason: 'needs-suspended', fields: {} },
} as const satisfies Verbs;

export const powerActions = Object.keys(powerVerbs) as readonly PowerAction[];
export type PowerAction = keyof typeof powerVerbs;
export const powerActionSchema: z.ZodType<PowerAction> = z.enum(powerActions);

interface PowerTransition {
  readonly via: readonly PowerState[];
  readonly to: PowerState;
}

/** What a power action passes through, and the state that ends it. */
export const powerTransitions: Readonly<Record<PowerAction, PowerTransition>> = {
  start: { via: ['starting'], to: 'running' },
  shutdown: { via: ['stopping'], to: 'stopped' },
  'power-off': { via: ['stopping'], to: 'stopped' },
  restart: { via: ['restarting', 'stopping', 'starting'], to: 'running' },
  reset: { via: ['restarting', 'stopping', 'starting'], to: 'running' },
  pause: { via: [], to: 'paused' },
  resume: { via: [], to: 'running' },
  hibernate: { via: ['saving', 'stopping'], to: 'suspended' },
  wake: { via: ['restoring', 'starting'], to: 'running' },
};
