/** A list of listeners for one kind of news. `add` returns its own remover. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void;
  notify(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    notify: (value) => {
      for (const listener of [...all]) listener(value);
    },
  };
}
