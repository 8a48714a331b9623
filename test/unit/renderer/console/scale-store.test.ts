import { describe, expect, it } from 'vitest';
import { scaleStore } from '../../../../renderer/console/scale-store.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('scaleStore', () => {
  it('keeps the choice for each VM by itself', () => {
    const store = scaleStore(memory());
    store.write('c1/web-01', 'actual');
    expect(store.read('c1/web-01')).toBe('actual');
    expect(store.read('c1/web-02')).toBe('fit');
    store.write('c1/web-01', 'fit');
    expect(store.read('c1/web-01')).toBe('fit');
  });

  it('writes no name of a VM, and nothing for the default', () => {
    const storage = memory();
    const store = scaleStore(storage);
    store.write('c1/web-01', 'fit');
    expect(storage.items.size).toBe(0);
    store.write('c1/web-01', 'actual');
    expect(JSON.stringify([...storage.items])).not.toContain('web-01');
  });
});
