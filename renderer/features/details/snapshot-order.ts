import type { Snapshot } from '../../../shared/model/vm.ts';

export type SnapshotNode =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot; readonly depth: number }
  | { readonly kind: 'here'; readonly depth: number };

/**
 * Snapshots by time, oldest first, with the present state below the snapshot that it goes back to: the one that the
 * cloud calls current, else the newest.
 */
export function orderSnapshots(snapshots: readonly Snapshot[]): readonly SnapshotNode[] {
  const byTime = [...snapshots].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  const parent = byTime.find((snapshot) => snapshot.current) ?? byTime.at(-1);
  return byTime.flatMap((snapshot): readonly SnapshotNode[] => [
    { kind: 'snapshot', snapshot, depth: 0 },
    ...(snapshot === parent ? [{ kind: 'here', depth: 1 } as const] : []),
  ]);
}
