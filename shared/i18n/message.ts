/** A text, or the texts of a plural chosen by `{count}` (CLDR categories that English and Chinese use). */
export type Message = string | { readonly one: string; readonly other: string };
export type Messages = Readonly<Record<string, Message>>;

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<M extends Message> = M extends string ? M : M extends { other: infer O extends string } ? O : never;
/** The placeholders of a message, as the parameters that `t` asks for. */
export type ParamsOf<M extends Message> = M extends string
  ? Record<Names<TextOf<M>>, string | number>
  : Record<Names<TextOf<M>>, string | number> & { count: number };

/** Numbers that name something rather than count it: grouped digits would make another name of them. */
const naming: ReadonlySet<string> = new Set(['code', 'port', 'status', 'version', 'supported', 'number']);

const placeholder = /\{([A-Za-z]\w*)\}/g;

/**
 * Fills a message. Numbers that count are written by the locale; a placeholder without a value stays as it is, so that a mistake
 * is seen rather than hidden.
 */
export function formatMessage(
  message: Message,
  params: Readonly<Record<string, string | number>>,
  locale: string,
): string {
  const count = params['count'];
  const text =
    typeof message === 'string'
      ? message
      : typeof count === 'number' && new Intl.PluralRules(locale).select(count) === 'one'
        ? message.one
        : message.other;
  return text.replace(placeholder, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' && !naming.has(name) ? new Intl.NumberFormat(locale).format(value) : String(value);
  });
}
