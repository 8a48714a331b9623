import { AppError } from '../../../shared/errors/app-error.ts';
import { powerStateSchema } from '../../../shared/model/power.ts';
import { powerActionSchema, powerActions } from '../../../shared/model/verbs/power.ts';
import { sortKeys, sortKeySchema } from '../../../shared/model/inventory.ts';
import { shownName, type Vm } from '../../../shared/model/vm.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { act } from '../action.ts';
import { cloudFilterOf, cloudFilterOptions, readFiltered, requireRegions } from '../cloud-filter.ts';
import type { Command, Context } from '../command.ts';
import { confirmOption } from '../confirm.ts';
import { CliFailure } from '../failure.ts';
import { findConnection, findVm } from '../find.ts';
import { facts, gibibytes, instant, table } from '../output.ts';
import type { Session } from '../session.ts';

/** The VM of `CONNECTION VM …`. */
export async function namedVm({ args }: Context, session: Session, signal: AbortSignal): Promise<Vm> {
  const { id } = findConnection(session, args.operand(0));
  return findVm(session, id, args.operand(1), signal);
}

const addressesOf = ({ nics }: Vm): string =>
  nics
    .map(({ address }) => address)
    .filter((address) => address !== '')
    .join(', ');

function limitOf(text: string | null): number {
  if (text === null) return Number.MAX_SAFE_INTEGER;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CliFailure('cli.option-invalid', { option: 'limit' });
  return Number(text);
}

const list: Command = {
  name: 'vm list',
  operands: ['[CONNECTION…]'],
  options: [
    { name: 'text', placeholder: 'WORDS', words: 'cli.option.text' },
    { name: 'state', placeholder: 'STATE', words: 'cli.option.state', several: true, oneOf: powerStateSchema.options },
    { name: 'sort', placeholder: 'KEY', words: 'cli.option.sort', oneOf: sortKeys },
    { name: 'descending', words: 'cli.option.descending' },
    { name: 'limit', placeholder: 'N', words: 'cli.option.limit' },
    ...cloudFilterOptions,
  ],
  words: 'cli.vm.list',
  run: async ({ args, open, t }, signal) => {
    const limit = limitOf(args.text('limit'));
    const filter = cloudFilterOf(args);
    const session = await open('read');
    const { connections, inventory, problems } = session;
    const wanted = args.rest(0).map((one) => findConnection(session, one));
    const asked = wanted.length === 0 ? connections.list().filter(({ settings }) => !settings.disabled) : wanted;
    const read = await Promise.allSettled(asked.map(({ id }) => readFiltered(session, id, filter, signal)));
    signal.throwIfAborted();
    const failed = read.flatMap((one): readonly unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    // With nothing read there is no answer, only a failure.
    if (failed.length > 0 && failed.length === asked.length) throw failed[0];
    const failures = read.flatMap((one) => (one.status === 'rejected' ? [one.reason] : one.value.failures));
    const unsettled = read.flatMap((one) => (one.status === 'fulfilled' ? one.value.unsettled : []));
    // Where one failed, it may have been the one that has the region.
    if (failures.length === 0)
      requireRegions(
        filter,
        read.flatMap((one) => (one.status === 'fulfilled' ? one.value.regions : [])),
      );
    const { rows } = inventory.query({
      text: args.text('text') ?? '',
      states: args.all('state').map((state) => powerStateSchema.parse(state)),
      connectionIds: asked.map(({ id }) => id),
      sort: { by: sortKeySchema.parse(args.text('sort') ?? 'name'), descending: args.has('descending') },
      ...{ offset: 0, limit },
    });
    const vms = rows.map(({ id }) => inventory.get(id));
    const isAnyIncomplete = vms.some(({ warnings }) => warnings.length > 0);
    return {
      data: vms,
      text: table(
        [
          ...[t('cli.column.connection'), t('cli.column.id'), t('cli.column.name'), t('cli.column.state')],
          ...[t('cli.column.address'), t('cli.column.host'), t('cli.column.region')],
          ...(isAnyIncomplete ? [t('cli.column.warnings')] : []),
        ],
        vms.map((vm) => [
          ...[connections.name(vm.connectionId), vm.cloudId, shownName(vm), t(`state.${vm.power.state}`)],
          ...[addressesOf(vm), vm.host, vm.region, ...(isAnyIncomplete ? [vm.warnings.join(', ')] : [])],
        ]),
      ),
      failures: [...failures, ...problems],
      notes: unsettled.length === 0 ? [] : [new AppError('cloud.list-unsettled', { regions: unsettled.join(', ') })],
    };
  },
};

const undocumentedOf = ({ undocumented }: Vm): string =>
  undocumented.map(({ field, value }) => `${field}=${value}`).join(', ');

const shown = (vm: Vm, t: Translate): string =>
  facts([
    [t('cli.column.id'), vm.cloudId],
    [t('cli.column.name'), vm.name],
    [t('cli.column.state'), `${t(`state.${vm.power.state}`)} (${vm.power.raw})`],
    [t('cli.column.region'), vm.region],
    [t('cli.column.host'), vm.host],
    [t('cli.column.os'), vm.os.name],
    [t('cli.column.cpu'), vm.cpuCount === null ? '' : String(vm.cpuCount)],
    [t('cli.column.memory'), gibibytes(vm.memoryBytes)],
    [t('cli.column.address'), addressesOf(vm)],
    [t('cli.column.disks'), vm.disks.map((disk) => `${disk.name} ${gibibytes(disk.sizeBytes)}`.trim()).join(', ')],
    [t('cli.column.snapshots'), vm.snapshots.map(({ name }) => name).join(', ')],
    [t('cli.column.consoles'), vm.consoles.join(', ')],
    [t('cli.column.project'), vm.project],
    [t('cli.column.owner'), vm.owner],
    [t('cli.column.tags'), vm.tags.map(({ key, value }) => `${key}:${value}`).join(', ')],
    [t('cli.column.created'), instant(vm.createdAt)],
    [t('cli.column.expires'), instant(vm.expiresAt)],
    [t('cli.column.problem'), vm.problem],
    [t('cli.column.warnings'), vm.warnings.join(', ')],
    ...(vm.undocumented.length === 0 ? [] : [[t('cli.column.undocumented'), undocumentedOf(vm)] as const]),
  ]);

const show: Command = {
  name: 'vm show',
  operands: ['CONNECTION', 'VM'],
  options: [],
  words: 'cli.vm.show',
  run: async (context, signal) => {
    const session = await context.open('read');
    const vm = await namedVm(context, session, signal);
    return { data: vm, text: shown(vm, context.t) };
  },
};

const power: Command = {
  name: 'vm power',
  operands: ['CONNECTION', 'VM', powerActions.join('|')],
  options: [confirmOption],
  words: 'cli.vm.power',
  run: async (context, signal) => {
    const action = powerActionSchema.safeParse(context.args.operand(2));
    if (!action.success) throw new CliFailure('cli.operand-one-of', { values: powerActions.join(', ') });
    const session = await context.open('read');
    const vm = await namedVm(context, session, signal);
    return act(session, vm, { action: action.data }, {}, context, signal);
  },
};

export const vmCommands: readonly Command[] = [list, show, power];
