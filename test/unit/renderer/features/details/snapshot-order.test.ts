import { describe, expect, it } from 'vitest';
import { orderSnapshots } from '../../../../../renderer/features/details/snapshot-order.ts';
import type { Snapshot } from '../../../../../shared/model/vm.ts';

const snapshot = (name: string, createdAt: number | null, current = false): Snapshot => ({
  ...{ id: name, name, remark: '', state: 'ready', raw: '', createdAt, sizeBytes: null },
  ...{ withMemory: false, withDisk: true, current },
});

const names = (snapshots: readonly Snapshot[]): string[] =>
  orderSnapshots(snapshots).map((node) => (node.kind === 'here' ? '*' : node.snapshot.name));

describe('orderSnapshots', () => {
  it('puts the present below the current snapshot', () => {
    expect(names([snapshot('c', 3), snapshot('a', 1, true), snapshot('b', 2)])).toEqual(['a', '*', 'b', 'c']);
  });

  it('puts the present below the newest when the cloud names none', () => {
    expect(names([snapshot('b', 2), snapshot('a', 1)])).toEqual(['a', 'b', '*']);
  });

  it('has nothing to show without snapshots', () => {
    expect(names([])).toEqual([]);
  });
});
