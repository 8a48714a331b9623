import { AppError } from '../../../shared/errors/app-error.ts';
import { actionRequestSchema } from '../../../shared/model/action.ts';
import type { Snapshot, Vm } from '../../../shared/model/vm.ts';
import { act } from '../action.ts';
import type { Command } from '../command.ts';
import { confirmOption } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findSnapshot } from '../find.ts';
import { gibibytes, instant, table } from '../output.ts';
import type { Session } from '../session.ts';
import { namedVm } from './vm.ts';

/** @throws AppError `action.unavailable` on a cloud that tells of no snapshots */
function snapshotsOf({ connections }: Session, { connectionId, snapshots }: Vm): readonly Snapshot[] {
  const action = 'snapshot-create';
  if (connections.provider(connectionId).capabilities.has(action)) return snapshots;
  throw new AppError('action.unavailable', { action, reason: 'unsupported' });
}

const list: Command = {
  name: 'snapshot list',
  operands: ['CONNECTION', 'VM'],
  options: [],
  words: 'cli.snapshot.list',
  run: async (context, signal) => {
    const { t, open } = context;
    const session = await open('read');
    const snapshots = snapshotsOf(session, await namedVm(context, session, signal));
    return {
      data: snapshots,
      text: table(
        [
          ...[t('cli.column.id'), t('cli.column.name'), t('cli.column.state'), t('cli.column.created')],
          ...[t('cli.column.size'), t('cli.column.memory'), t('cli.column.current')],
        ],
        snapshots.map((one) => [
          ...[one.id, one.name, one.raw, instant(one.createdAt), gibibytes(one.sizeBytes)],
          ...[one.withMemory ? t('cli.yes') : t('cli.no'), one.current ? t('cli.yes') : t('cli.no')],
        ]),
      ),
    };
  },
};

const create: Command = {
  name: 'snapshot create',
  operands: ['CONNECTION', 'VM', 'NAME'],
  options: [
    { name: 'memory', words: 'cli.option.memory' },
    { name: 'remark', placeholder: 'WORDS', words: 'cli.option.remark' },
    confirmOption,
  ],
  words: 'cli.snapshot.create',
  run: async (context, signal) => {
    const { args, open } = context;
    const request = actionRequestSchema.safeParse({
      action: 'snapshot-create',
      name: args.operand(2),
      remark: args.text('remark') ?? '',
      memory: args.has('memory'),
    });
    if (!request.success) throw new CliFailure('cli.snapshot-invalid', {}, exitCodes.validation);
    const session = await open('read');
    const vm = await namedVm(context, session, signal);
    return act(session, vm, request.data, {}, context, signal);
  },
};

const onExisting = (
  action: 'snapshot-revert' | 'snapshot-delete',
  shape: Pick<Command, 'name' | 'words'>,
): Command => ({
  ...shape,
  operands: ['CONNECTION', 'VM', 'SNAPSHOT'],
  options: [confirmOption],
  run: async (context, signal) => {
    const session = await context.open('read');
    const vm = await namedVm(context, session, signal);
    const { id, name } = findSnapshot(vm, context.args.operand(2));
    return act(session, vm, { action, snapshotId: id, snapshotName: name }, {}, context, signal);
  },
});

export const snapshotCommands: readonly Command[] = [
  list,
  create,
  onExisting('snapshot-revert', { name: 'snapshot revert', words: 'cli.snapshot.revert' }),
  onExisting('snapshot-delete', { name: 'snapshot delete', words: 'cli.snapshot.delete' }),
];
