import {
  connectionColors,
  connectionDefaults,
  connectionDraftSchema,
  type ConnectionView,
} from '../../../shared/model/connection.ts';
import { providerKinds } from '../../../shared/model/provider-kind.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { table } from '../output.ts';

/** What a program may know of a connection; how it is doing is asked with `connection test`. */
const described = ({ id, settings, capabilities, insecure }: ConnectionView) => ({
  ...{ id, ...settings },
  ...{ capabilities, insecure },
});

/** The option that a field of the draft came from. */
const optionOf: Readonly<Record<string, string>> = {
  ...{ name: 'name', kind: 'kind', url: 'url', publicKey: 'public-key' },
  ...{ companyIds: 'company-id', projectIds: 'project', regions: 'region' },
  ...{ color: 'color', privateKey: 'private-key-stdin' },
};

async function readDraft({ args, secrets }: Context) {
  for (const option of ['name', 'url', 'public-key']) {
    if (!args.has(option)) throw new CliFailure('cli.option-missing', { option });
  }
  const url = args.text('url') ?? '';
  if (URL.canParse(url) && new URL(url).password !== '')
    throw new CliFailure('cli.secret-argument', { option: '--url' });
  const draft = connectionDraftSchema.safeParse({
    ...connectionDefaults,
    secrets: {},
    name: args.text('name'),
    kind: args.text('kind') ?? providerKinds[0],
    url,
    publicKey: args.text('public-key'),
    privateKey: (await secrets.privateKey()).reveal(),
    companyIds: args.all('company-id').map(Number),
    projectIds: args.all('project'),
    regions: args.all('region'),
    color: args.text('color') ?? connectionColors[0],
  });
  if (draft.success) return draft.data;
  const field = String(draft.error.issues[0]?.path[0] ?? '');
  throw new CliFailure('cli.option-invalid', { option: optionOf[field] ?? field }, exitCodes.validation);
}

const add: Command = {
  name: 'connection add',
  operands: [],
  options: [
    { name: 'name', placeholder: 'NAME', words: 'cli.option.name' },
    { name: 'kind', placeholder: 'KIND', words: 'cli.option.kind', oneOf: providerKinds },
    { name: 'url', placeholder: 'URL', words: 'cli.option.url' },
    { name: 'public-key', placeholder: 'KEY', words: 'cli.option.public-key' },
    { name: 'private-key-stdin', words: 'cli.option.private-key-stdin' },
    { name: 'company-id', placeholder: 'N', words: 'cli.option.company-id', several: true },
    { name: 'project', placeholder: 'ID', words: 'cli.option.project', several: true },
    { name: 'region', placeholder: 'ID', words: 'cli.option.region', several: true },
    { name: 'color', placeholder: 'COLOR', words: 'cli.option.color', oneOf: connectionColors },
  ],
  words: 'cli.connection.add',
  run: async (context) => {
    const draft = await readDraft(context);
    const { connections } = await context.open('write');
    const view = await connections.add(draft);
    return { data: described(view), text: context.t('cli.connection.added', { name: draft.name, id: view.id }) };
  },
};

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

export const connectionCommands: readonly Command[] = [add, list, test, remove];
