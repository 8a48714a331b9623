import { usbAttachModeSchema, type UsbDevice } from '../../../shared/model/usb.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { act } from '../action.ts';
import type { Command, Context } from '../command.ts';
import { confirmOption } from '../confirm.ts';
import { pick } from '../find.ts';
import { table } from '../output.ts';
import type { Session } from '../session.ts';
import { namedVm } from './vm.ts';

/** @throws AppError `action.unavailable` on a cloud without USB devices */
async function devicesOf({ connections }: Session, vm: Vm, signal: AbortSignal): Promise<readonly UsbDevice[]> {
  return connections.provider(vm.connectionId).ask('usb-devices', { region: vm.region }, signal);
}

async function named(context: Context, signal: AbortSignal) {
  const session = await context.open('read');
  const vm = await namedVm(context, session, signal);
  const device = pick(
    await devicesOf(session, vm, signal),
    context.args.operand(2),
    ({ id }) => id,
    ({ name }) => name,
    { none: 'cli.usb-unknown', several: 'cli.usb-ambiguous' },
  );
  return { session, vm, usbId: device.id, usbName: device.name };
}

const list: Command = {
  name: 'usb list',
  operands: ['CONNECTION', 'VM'],
  options: [],
  words: 'cli.usb.list',
  run: async (context, signal) => {
    const { t, open } = context;
    const session = await open('read');
    const devices = await devicesOf(session, await namedVm(context, session, signal), signal);
    return {
      data: devices,
      text: table(
        [
          ...[t('cli.column.id'), t('cli.column.name'), t('cli.column.host'), t('cli.column.state')],
          t('cli.column.attached-to'),
        ],
        devices.map((one) => [one.id, one.name, one.host, t(`usb.state.${one.state}`), one.attachedTo ?? '']),
      ),
    };
  },
};

const attach: Command = {
  name: 'usb attach',
  operands: ['CONNECTION', 'VM', 'DEVICE'],
  options: [
    { name: 'mode', placeholder: 'MODE', words: 'cli.option.mode', oneOf: usbAttachModeSchema.options },
    confirmOption,
  ],
  words: 'cli.usb.attach',
  run: async (context, signal) => {
    const { session, vm, ...device } = await named(context, signal);
    const mode = usbAttachModeSchema.parse(context.args.text('mode') ?? 'pass-through');
    return act(session, vm, { action: 'usb-attach', ...device, mode }, {}, context, signal);
  },
};

const detach: Command = {
  name: 'usb detach',
  operands: ['CONNECTION', 'VM', 'DEVICE'],
  options: [confirmOption],
  words: 'cli.usb.detach',
  run: async (context, signal) => {
    const { session, vm, ...device } = await named(context, signal);
    return act(session, vm, { action: 'usb-detach', ...device }, {}, context, signal);
  },
};

export const usbCommands: readonly Command[] = [list, attach, detach];
