import { z } from 'zod';

export const languages = ['en', 'zh-CN'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** What is kept between starts and is not secret. */
export const settingsSchema = z.strictObject({
  /** `system` follows the operating system's language. */
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Height of the details pane in CSS pixels. */
  detailsHeight: z.number().int().min(120).max(2000),
  sort: z.strictObject({ by: z.string().max(50), descending: z.boolean() }),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  detailsHeight: 268,
  sort: { by: 'name', descending: false },
};
