import type { Translate } from '../../../shared/i18n/translate.ts';
import type { VmAction } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { bytes, dateTime } from '../../ui/format.ts';

export interface Stake {
  readonly name: string;
  readonly note: string;
}

const joined = (...notes: readonly string[]): string => notes.filter((note) => note !== '').join(' · ');

const disksOf = (t: Translate, { disks }: Vm, isMeant: (disk: Vm['disks'][number]) => boolean): readonly Stake[] =>
  disks.filter(isMeant).map(({ id, name, device, sizeBytes }) => ({
    name: name === '' ? id : name,
    note: joined(t('stakes.disk'), device, sizeBytes === null ? '' : bytes(sizeBytes, t.locale)),
  }));

const snapshotsOf = (t: Translate, { snapshots }: Vm): readonly Stake[] =>
  snapshots.map(({ name, createdAt }) => ({
    name,
    note: joined(t('stakes.snapshot'), createdAt === null ? '' : dateTime(createdAt, t.locale)),
  }));

/** The parts of a VM that an action touches and that a person would miss; none where it touches none. */
export function stakesOf(t: Translate, action: VmAction, vm: Vm): readonly Stake[] {
  if (action === 'reinstall') return disksOf(t, vm, ({ boot }) => boot);
  if (action === 'snapshot-clear') return snapshotsOf(t, vm);
  if (action !== 'delete' && action !== 'recycle-purge') return [];
  const addresses = vm.nics
    .filter(({ address }) => address !== '')
    .map(({ address, network }) => ({ name: address, note: joined(t('stakes.address'), network) }));
  return [...disksOf(t, vm, () => true), ...addresses, ...snapshotsOf(t, vm)];
}
