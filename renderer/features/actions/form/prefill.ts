import type { Fields } from '../../../../shared/model/verbs/field.ts';
import type { Action } from '../../../../shared/model/verbs/index.ts';
import { shownName, type Snapshot, type Vm } from '../../../../shared/model/vm.ts';
import { emptyDraft, type Draft, type DraftValue } from './form-state.ts';
import { sizeText } from './size-text.ts';

const longestName = 128;

/** Where the VM is now, else its newest snapshot; only finished ones can be cloned. */
function latest(snapshots: readonly Snapshot[]): Snapshot | undefined {
  const ready = snapshots.filter((snapshot) => snapshot.state === 'ready');
  return (
    ready.find((snapshot) => snapshot.current) ?? ready.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))[0]
  );
}

/** Starting values of a new VM: the least that a present-day system runs well with, paid by the month. */
const newVm: Draft = {
  cpuCount: '2',
  memoryBytes: '4 GiB',
  bootDiskBytes: '40 GiB',
  billing: 'month',
  periods: '1',
  bootSource: 'image',
};

function known(action: Action, vm: Vm, fields: Fields): Draft {
  const found: Record<string, DraftValue> = {};
  if (vm.cpuCount !== null) found['cpuCount'] = String(vm.cpuCount);
  const { memoryBytes } = fields;
  if (vm.memoryBytes !== null && memoryBytes?.type === 'bytes')
    found['memoryBytes'] = sizeText(vm.memoryBytes, memoryBytes.step);
  if (action === 'clone') {
    found['name'] = `${shownName(vm).slice(0, longestName - '-copy'.length)}-copy`;
    found['snapshotId'] = latest(vm.snapshots)?.id ?? '';
    found['billing'] = 'month';
    found['periods'] = '1';
  }
  if (action === 'mac-set') {
    const { network } = fields;
    const own = vm.nics[0]?.network ?? '';
    if (network?.type === 'choice' && network.of.includes(own)) found['network'] = own;
  }
  return found;
}

/** What a form begins with: what is known of the VM, what the caller already chose, nothing else. */
export function prefill(action: Action, fields: Fields, vm: Vm | null, preset: Draft): Draft {
  const start = action === 'create' ? newVm : vm === null ? {} : known(action, vm, fields);
  const taken = Object.entries({ ...start, ...preset }).filter(([name]) => Object.hasOwn(fields, name));
  return { ...emptyDraft(fields), ...Object.fromEntries(taken) };
}
