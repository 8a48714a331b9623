import { machineOf, rowsOf, type Action, type ActionContext, type Actions } from '../../ucloud/action.ts';
import { refuse } from '../../ucloud/order.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { CHARGE, POSITIVE } from '../../ucloud/rules.ts';
import type { Disk, Machine } from '../../ucloud/state/model.ts';
import { requireState } from '../../ucloud/state/world.ts';

const { must, may, region } = rowsOf('000');

interface Move {
  readonly diskId: string;
  readonly to: Pick<Disk, 'storageSetType' | 'arch'>;
  readonly targetId: string;
}

const moveOf = (text: string, machine: Machine, { stock }: ActionContext): Move => {
  const [diskId = '', setType = '', targetId = ''] = text.split('|').map((part) => part.trim());
  if (!machine.disks.some((disk) => disk.diskId === diskId))
    throw new Refusal(RET.notFound, `Disk ${diskId} not found at VM ${machine.vmId}`);
  const set = stock.storageSet(machine.place.region, setType);
  if (targetId !== '') stock.checkDisk(machine.place.region, targetId);
  const arch = set['StorageSetArch'] === 'HDD' ? 'HDD' : 'SSD';
  return { diskId, to: { storageSetType: setType, arch }, targetId };
};

const migrate: Action = {
  source: '000:697',
  parameters: {
    Region: region(703),
    CompanyID: must('integer', 704),
    VMID: must('string', 705),
    // Disk, target set and target disk with bars between; the last may be empty (000:706).
    Infos: must('strings', 706, { pattern: /^[^|]+\|[^|]+\|[^|]*$/ }),
    ChargeType: may('string', 707, CHARGE),
    Quantity: may('integer', 708, POSITIVE),
  },
  run: (parameters, context) => {
    const { world, stock } = context;
    const machine = machineOf(parameters, context);
    const moves = parameters.list('Infos').map((text) => moveOf(text, machine, context));
    if (new Set(moves.map(({ diskId }) => diskId)).size < moves.length)
      refuse('Parameter Infos names a disk more than once');
    requireState(machine, 'Running');
    for (const { targetId } of moves) if (targetId !== '') stock.takeDisk(machine.place.region, targetId);
    const done = (): void => {
      machine.disks = machine.disks.map((disk) => {
        const move = moves.find(({ diskId }) => diskId === disk.diskId);
        if (move === undefined) return disk;
        return { ...disk, ...move.to, diskId: move.targetId === '' ? disk.diskId : move.targetId };
      });
    };
    world.begin(machine, 'MigrateDisking', 'Running', { done, progress: true });
    return {};
  },
};

export const storageActions: Actions = { MigrateVMStorage: migrate };
