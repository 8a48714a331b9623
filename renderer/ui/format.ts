const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const amount = (value: number, unit: (typeof units)[number][0], locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);

/** Milliseconds in the largest unit that fits, rounded down, e.g. `3m`. Never negative. */
export function age(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  return amount(Math.floor(seconds / size), unit, locale);
}

/** Milliseconds in the two largest units, e.g. `1m 5s`. Never negative. */
export function duration(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const first = units.findIndex(([, length]) => seconds >= length);
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, size] of units.slice(first === -1 ? -1 : first).slice(0, 2)) {
    const value = Math.floor(rest / size);
    rest -= value * size;
    if (value > 0 || parts.length === 0) parts.push(amount(value, unit, locale));
  }
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(parts);
}

const binarySteps = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in the binary unit that keeps the number below 1024, e.g. `1.5 GiB`. */
export function bytes(count: number, locale: string): string {
  const step = Math.min(binarySteps.length - 1, count < 1 ? 0 : Math.floor(Math.log2(count) / 10));
  const value = count / 2 ** (step * 10);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${binarySteps[step] ?? 'B'}`;
}

/** Milliseconds since the epoch as date and time to the minute, in the local time zone. */
export const dateTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** The time of a moment of today, else its day; both in the local time zone. */
export function shortTime(at: number, now: number, locale: string): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const parts = today ? ({ timeStyle: 'short' } as const) : ({ month: 'short', day: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, parts).format(at);
}

/** Percents as they come, 0–100. */
export const percent = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(value / 100);

export const count = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);
