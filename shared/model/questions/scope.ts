import { z } from 'zod';

/** What questions are about. */
export const id = z.string().min(1).max(300);
export const count = z.number().int().positive();
/** Milliseconds since the epoch. */
export const instant = z.number().int();
export const bytes = z.number().nonnegative();
export const percent = z.number().min(0).max(100);

/** Empty where a cloud has none. */
export const tenantId = z.string().max(300);

export const region = { region: id };
export const vm = { region: id, cloudId: id, tenantId };
/** From when to when, and how many seconds lie between two values. */
export const span = { from: instant, until: instant, stepSeconds: count };
