import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

/** What waits until nothing in the process refers to an object any more. Looking by a WeakRef would itself keep it. */
export function freed(target: object): () => Promise<void> {
  let isFreed = false;
  const registry = new FinalizationRegistry(() => {
    isFreed = true;
  });
  const token = {};
  registry.register(target, null, token);
  return async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const look = (): void => {
      collect();
      expect(isFreed).toBe(true);
    };
    await eventually(look, 3_000, 50);
    // A registry that is itself freed tells nothing.
    registry.unregister(token);
  };
}
