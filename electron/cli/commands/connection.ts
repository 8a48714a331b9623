import { connectionDefaults, type ConnectionView } from '../../../shared/model/connection.ts';
import { providerKinds } from '../../../shared/model/provider-kind.ts';
import type { Command } from '../command.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { table } from '../output.ts';
import { connectionOptions, readDraft } from './connection-options.ts';

/** What a program may know of a connection; how it is doing is asked with `connection test`. */
const described = ({ id, settings, capabilities, insecure }: ConnectionView) => ({
  ...{ id, ...settings },
  ...{ capabilities, insecure },
});

const add: Command = {
  name: 'connection add',
  operands: [],
  options: connectionOptions,
  words: 'cli.connection.add',
  run: async (context) => {
    for (const option of ['name', 'url', 'public-key']) {
      if (!context.args.has(option)) throw new CliFailure('cli.option-missing', { option });
    }
    const draft = await readDraft(context, { ...connectionDefaults, kind: providerKinds[0] }, true);
    const session = await context.open('write');
    const view = await session.connections.add(draft);
    return { data: described(view), text: context.t('cli.connection.added', { name: draft.name, id: view.id }) };
  },
};

const edit: Command = {
  name: 'connection edit',
  operands: ['CONNECTION'],
  options: connectionOptions,
  words: 'cli.connection.edit',
  run: async (context) => {
    const session = await context.open('write');
    const { id, settings } = findConnection(session, context.args.operand(0));
    const draft = await readDraft(context, settings, false);
    const view = await session.connections.update(id, draft);
    return { data: described(view), text: context.t('cli.connection.edited', { name: view.settings.name }) };
  },
};

const turn = (verb: 'enable' | 'disable'): Command => ({
  name: `connection ${verb}`,
  operands: ['CONNECTION'],
  options: [],
  words: `cli.connection.${verb}`,
  run: async ({ args, open, t }) => {
    const { connections, ...session } = await open('write');
    const { id, settings } = findConnection({ connections, ...session }, args.operand(0));
    const draft = { ...settings, disabled: verb === 'disable', privateKey: null, secrets: {} };
    const view = await connections.update(id, draft);
    return { data: described(view), text: t(`cli.connection.${verb}d`, { name: settings.name }) };
  },
});

const list: Command = {
  name: 'connection list',
  operands: [],
  options: [],
  words: 'cli.connection.list',
  run: async ({ open, t }) => {
    const { connections, problems } = await open('read');
    const views = connections.list();
    return {
      data: views.map(described),
      text: table(
        [t('cli.column.id'), t('cli.column.name'), t('cli.column.kind'), t('cli.column.url')],
        views.map(({ id, settings }) => [id, settings.name, settings.kind, settings.url]),
      ),
      failures: problems,
    };
  },
};

const test: Command = {
  name: 'connection test',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.connection.test',
  run: async ({ args, open, t }, signal) => {
    const session = await open('read');
    const { id, settings } = findConnection(session, args.operand(0));
    const found = await session.connections.test(id, { ...settings, privateKey: null, secrets: {} }, signal);
    return {
      data: found,
      text: t('cli.connection.tested', {
        regions: found.regions.map((region) => region.name).join(', '),
        count: found.vmCount,
      }),
    };
  },
};

const remove: Command = {
  name: 'connection remove',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.connection.remove',
  run: async ({ args, open, t }) => {
    const session = await open('write');
    const wanted = args.operand(0);
    // A damaged entry has no name any more, and removing it is its only cure.
    const isDamaged = session.problems.some(({ params }) => params['id'] === wanted);
    const id = isDamaged ? wanted : findConnection(session, wanted).id;
    const name = isDamaged ? wanted : session.connections.name(id);
    await session.connections.remove(id);
    return { data: { id, removed: true }, text: t('cli.connection.removed', { name }) };
  },
};

export const connectionCommands: readonly Command[] = [add, list, edit, turn('enable'), turn('disable'), test, remove];
