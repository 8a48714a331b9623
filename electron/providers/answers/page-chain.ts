/** What an entry is known by: its id, or its place in the list where it has none. */
export type EntryKey = string | number;

/** Places that no entry has. */
const beforeFirst = -1;
const afterLast = Infinity;

interface Links {
  readonly offset: number;
  readonly keys: readonly EntryKey[];
  /** The list ended with this page when it was read. */
  readonly isLast: boolean;
}

/**
 * Which pages of a list hang together. Pages that share an entry leave nothing out between them, whenever each of them
 * was read, as long as the entries keep their order. So when the beginning of the list hangs together with its end,
 * everything that was there all the time has been read; where two neighbours share nothing, the list has shifted.
 */
export class PageChain {
  /** The page that each entry was first seen on; pages are counted as they come. */
  readonly #homes = new Map<EntryKey, number>();
  readonly #parents: number[] = [];
  readonly #offsets: number[] = [];

  /** How many entries are known. */
  get size(): number {
    return this.#homes.size - Number(this.#homes.has(beforeFirst)) - Number(this.#homes.has(afterLast));
  }

  get isWhole(): boolean {
    const [first, last] = [this.#homes.get(beforeFirst), this.#homes.get(afterLast)];
    return first !== undefined && last !== undefined && this.#rootOf(first) === this.#rootOf(last);
  }

  /** The offset of the first page that does not hang together with the beginning; undefined when all of them do. */
  get brokenAt(): number | undefined {
    const beginning = this.#rootOf(this.#homes.get(beforeFirst) ?? 0);
    const apart = this.#offsets.filter((_, page) => this.#rootOf(page) !== beginning);
    return apart.length === 0 ? undefined : apart.reduce((a, b) => Math.min(a, b));
  }

  /** @returns for each key whether it is new */
  add({ offset, keys, isLast }: Links): readonly boolean[] {
    const page = this.#parents.length;
    this.#parents.push(page);
    this.#offsets.push(offset);
    const link = (key: EntryKey): boolean => {
      const home = this.#homes.get(key);
      if (home === undefined) this.#homes.set(key, page);
      else this.#parents[this.#rootOf(home)] = this.#rootOf(page);
      return home === undefined;
    };
    if (offset === 0) link(beforeFirst);
    if (isLast) link(afterLast);
    return keys.map(link);
  }

  #rootOf(page: number): number {
    let root = page;
    for (let parent = this.#parents[root]; parent !== undefined && parent !== root; parent = this.#parents[root]) {
      const above = this.#parents[parent] ?? parent;
      this.#parents[root] = above;
      root = above;
    }
    return root;
  }
}
