/** A small seeded generator (mulberry32), so that a fleet can be made again. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [min, max]. */
  between(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** Characters of lower-case base 36. */
  code(length: number): string;
  hex(length: number): string;
}

const characters = (next: () => number, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');

export const seededRandom = (seed: number): Random => {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    chance: (probability) => next() < probability,
    code: (length) => characters(next, 'abcdefghijklmnopqrstuvwxyz0123456789', length),
    hex: (length) => characters(next, '0123456789abcdef', length),
  };
};
