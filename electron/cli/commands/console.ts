import { AppError } from '../../../shared/errors/app-error.ts';
import { availability } from '../../../shared/model/action.ts';
import { consoleKindSchema } from '../../../shared/model/vm.ts';
import { ticketDeed } from '../../services/console-access.ts';
import type { Command } from '../command.ts';
import { facts } from '../output.ts';
import { namedVm } from './vm.ts';

const info: Command = {
  name: 'console info',
  operands: ['CONNECTION', 'VM'],
  options: [
    { name: 'kind', placeholder: 'KIND', words: 'cli.option.console-kind', oneOf: consoleKindSchema.options },
    { name: 'reveal', words: 'cli.option.reveal' },
  ],
  words: 'cli.console.info',
  run: async (context, signal) => {
    const { args, open, t, audit } = context;
    const session = await open('read');
    const vm = await namedVm(context, session, signal);
    const kind = consoleKindSchema.parse(args.text('kind') ?? vm.consoles[0] ?? 'vnc');
    const provider = session.connections.provider(vm.connectionId);
    const { enabled, reason, action } = availability(
      `console-${kind}`,
      { power: vm.power, consoles: vm.consoles, busy: false },
      provider.capabilities,
      true,
    );
    if (!enabled) throw new AppError('action.unavailable', { action, reason: reason ?? 'unsupported' });
    const revealed = args.has('reveal');
    const deed = ticketDeed(vm, session.connections, { kind, revealed }, revealed);
    const ticket = await audit.watch(deed, () => session.connections.consoleTicket(vm, kind, signal));
    const password = revealed ? ticket.password.reveal() : null;
    return {
      data: { kind: ticket.kind, address: ticket.host, port: ticket.port, password },
      text: facts([
        [t('cli.column.kind'), ticket.kind],
        [t('cli.column.address'), ticket.host],
        [t('cli.column.port'), String(ticket.port)],
        [t('cli.column.password'), password ?? t('cli.hidden')],
      ]),
    };
  },
};

const web: Command = {
  name: 'console web',
  operands: ['CONNECTION', 'VM'],
  options: [],
  words: 'cli.console.web',
  run: async (context, signal) => {
    const { open, audit } = context;
    const session = await open('read');
    const { connections } = session;
    const vm = await namedVm(context, session, signal);
    const deed = ticketDeed(vm, connections, { kind: 'web', revealed: true }, true);
    const link = await audit.watch(deed, () => connections.webConsole(vm, signal));
    return { data: { link }, text: link };
  },
};

export const consoleCommands: readonly Command[] = [info, web];
