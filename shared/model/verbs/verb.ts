import { z } from 'zod';
import type { PowerState } from '../power.ts';
import type { Fields } from './field.ts';

/** What an action may need that nobody but the cloud may see. It travels beside the request and is kept nowhere. */
export const secretNames = [
  ...(['password', 'consolePassword', 'userData', 'bootDiskSecret', 'dataDiskSecret', 'transferKey'] as const),
] as const;
export const secretNameSchema = z.enum(secretNames);
export type SecretName = z.infer<typeof secretNameSchema>;

export const verbCategories = [
  ...(['power', 'snapshot', 'usb', 'lifecycle', 'configuration', 'media', 'storage', 'network'] as const),
  ...(['device', 'placement', 'organisation', 'guest'] as const),
] as const;
export type VerbCategory = (typeof verbCategories)[number];

/** Why a state does not allow an action; the words are `reason.<code>` in shared/i18n. */
export type StateReason =
  | 'needs-running'
  | 'needs-stopped'
  | 'needs-running-or-stopped'
  | 'needs-paused'
  | 'needs-suspended'
  | 'needs-recycled'
  | 'needs-settled'
  | 'needs-migrating'
  | 'needs-importing';

/** One thing that can be done, in the words of no cloud. */
export interface Verb {
  readonly category: VerbCategory;
  /** States that allow it; the cloud may allow fewer. */
  readonly from: readonly PowerState[];
  readonly reason: StateReason;
  /** It stops work or loses data: shown apart, in red, and confirmed with names and count. */
  readonly hard?: true;
  /** It can only be asked for one VM at a time: its values make sense for one. */
  readonly single?: true;
  /** It can be asked for while a task of ours changes the VM, since it is about that change. */
  readonly whileBusy?: true;
  readonly secrets?: Readonly<Partial<Record<SecretName, 'required' | 'optional'>>>;
  readonly fields: Fields;
}

export type Verbs = Readonly<Record<string, Verb>>;

/** Groups of states that actions share. */
export const running = { from: ['running'], reason: 'needs-running' } as const;
export const stopped = { from: ['stopped'], reason: 'needs-stopped' } as const;
export const runningOrStopped = { from: ['running', 'stopped'], reason: 'needs-running-or-stopped' } as const;
export const settled = {
  from: ['running', 'stopped', 'paused', 'suspended', 'guest-suspended', 'error', 'unknown'],
  reason: 'needs-settled',
} as const;
export const recycled = { from: ['recycled'], reason: 'needs-recycled' } as const;
