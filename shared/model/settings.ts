import { z } from 'zod';

export const languages = ['en', 'zh-CN'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** When the vault locks by itself, and what becomes of what is under way. */
export const lockSettingsSchema = z.strictObject({
  /** Minutes without input after which it locks; 0 is never. */
  idleMinutes: z.number().int().min(0).max(1440),
  /** Whose input counts: that of the whole computer, where it tells, or that of our windows alone. */
  idleOf: z.enum(['computer', 'app']),
  onSuspend: z.boolean(),
  onScreenLock: z.boolean(),
  onUserSwitch: z.boolean(),
  /** When the main window is minimised. */
  onMinimise: z.boolean(),
  /** Open consoles are closed, or stay connected behind a blank window. */
  consoles: z.enum(['close', 'blank']),
  /** Tasks rest and go on after the next unlock, or go on at once with the keys of their connections. */
  tasks: z.enum(['pause', 'finish']),
});
export type LockSettings = z.infer<typeof lockSettingsSchema>;

/** What is kept between starts and is not secret. */
export const settingsSchema = z.strictObject({
  /** `system` follows the operating system's language. */
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Height of the details pane in CSS pixels. */
  detailsHeight: z.number().int().min(120).max(2000),
  sort: z.strictObject({ by: z.string().max(50), descending: z.boolean() }),
  lock: lockSettingsSchema,
  /** Seconds after which a copied secret is taken off the clipboard again. */
  clipboardSeconds: z.number().int().min(5).max(300),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  detailsHeight: 268,
  sort: { by: 'name', descending: false },
  lock: {
    ...{ idleMinutes: 15, idleOf: 'computer' },
    ...{ onSuspend: true, onScreenLock: true, onUserSwitch: true, onMinimise: false },
    ...{ consoles: 'close', tasks: 'pause' },
  },
  clipboardSeconds: 20,
};
