import { AppError } from '../../shared/errors/app-error.ts';
import type { Capability } from '../../shared/model/capability.ts';

/** A verb that the cloud does not have: its capability is absent, and asking all the same is refused with the reason. */
export const refuse = (action: Capability) => (): Promise<never> =>
  Promise.reject(new AppError('action.unavailable', { action, reason: 'unsupported' }));
