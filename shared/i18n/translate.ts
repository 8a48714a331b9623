import { en } from './en.ts';
import { formatMessage, type Message, type Messages, type ParamsOf } from './message.ts';
import { zhCN } from './zh-cn.ts';

export type MessageKey = keyof typeof en;
type ArgumentsOf<K extends MessageKey> = keyof ParamsOf<(typeof en)[K]> extends never
  ? []
  : [params: ParamsOf<(typeof en)[K]>];

/** Turns a key and its parameters into words of one language. */
export interface Translate {
  <K extends MessageKey>(key: K, ...args: ArgumentsOf<K>): string;
  /** For keys put together at run time from a checked union, with loose parameters. */
  readonly loose: (key: MessageKey, params: Readonly<Record<string, string | number>>) => string;
  readonly locale: string;
}

const catalogs: Readonly<Record<string, Readonly<Record<MessageKey, Message>>>> = { en, 'zh-CN': zhCN };

export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);

/** A translator for a language of {@link catalogs}; any other falls back to English. */
export function translator(language: string): Translate {
  const catalog: Readonly<Record<MessageKey, Message>> = catalogs[language] ?? en;
  const locale = catalogs[language] === undefined ? 'en' : language;
  const loose = (key: MessageKey, params: Readonly<Record<string, string | number>>): string =>
    formatMessage(catalog[key], params, locale);
  const t = <K extends MessageKey>(key: K, ...args: ArgumentsOf<K>): string => loose(key, args[0] ?? {});
  return Object.assign(t, { loose, locale });
}

/** All catalogs by language tag, for checks. */
export const allCatalogs: Readonly<Record<string, Messages>> = catalogs;
