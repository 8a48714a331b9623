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

const characters = (next: () => number, alphabet: string, length: number): string => {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet.charAt(Math.floor(next() * alphabet.length));
  return text;
};

export const seededRandom = (seed: number): Random => {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
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

/** A generator of its own for the n-th thing, so that it can be made without the ones before it. */
export const randomOf = (seed: number, index: number): Random =>
  seededRandom(Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35));
