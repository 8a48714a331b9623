import type { Translate } from '../../../shared/i18n/translate.ts';
import type { Endpoint, Parameter } from '../../providers/catalog/endpoint.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { Command, Context } from '../command.ts';
import { confirmOption, requireConfirmed } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { facts, jsonPieces, table } from '../output.ts';
import { readParameters, shownParameters, withoutSecrets } from '../parameters.ts';

interface Called {
  readonly provider: Provider;
  readonly view: ConnectionView;
}

async function calledBy({ args, open }: Context): Promise<Called> {
  const session = await open('read');
  const view = findConnection(session, args.operand(0));
  return { provider: session.connections.provider(view.id), view };
}

async function endpointOf(context: Context): Promise<Called & { readonly endpoint: Endpoint }> {
  const called = await calledBy(context);
  const { provider } = called;
  const wanted = context.args.operand(1);
  const endpoint = provider.endpoints().find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
  if (endpoint === undefined) throw new CliFailure('cli.api-unknown', { wanted }, exitCodes.validation);
  return { ...called, endpoint };
}

const titleOf = ({ title }: Endpoint, t: Translate): string => (t.locale === 'en' ? title.en : title.zh);

const list: Command = {
  name: 'api list',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.api.list',
  run: async (context) => {
    const { t } = context;
    const endpoints = (await calledBy(context)).provider.endpoints();
    return {
      data: endpoints.map(({ id, title, category, danger, documented }) => ({
        ...{ id, title, category, danger, documented },
      })),
      text: table(
        [t('cli.column.id'), t('cli.column.category'), t('cli.column.danger'), t('cli.column.name')],
        endpoints.map((one) => [one.id, one.category, t(`cli.danger.${one.danger}`), titleOf(one, t)]),
      ),
    };
  },
};

const limitsOf = ({ oneOf, min, max, minLength, maxLength, pattern, unit }: Parameter): string =>
  [
    oneOf?.join(' | '),
    min === undefined && max === undefined ? undefined : `${min ?? ''}…${max ?? ''}`,
    minLength === undefined && maxLength === undefined ? undefined : `${minLength ?? 0}…${maxLength ?? ''}`,
    pattern?.source,
    unit,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

const describe: Command = {
  name: 'api describe',
  operands: ['CONNECTION', 'ENDPOINT'],
  options: [],
  words: 'cli.api.describe',
  run: async (context) => {
    const { t } = context;
    const { endpoint } = await endpointOf(context);
    const { id, parameters, category, danger, line, note = '', preconditions = [] } = endpoint;
    const about = facts([
      [t('cli.column.id'), id],
      [t('cli.column.name'), titleOf(endpoint, t)],
      [t('cli.column.category'), category],
      [t('cli.column.danger'), t(`cli.danger.${danger}`)],
      [t('cli.column.line'), line === undefined ? '' : String(line)],
      [t('cli.column.preconditions'), preconditions.join(' ')],
      [t('cli.column.note'), note],
    ]);
    const rows = parameters.map((one) => [
      ...[one.name, one.type, one.required === true ? t('cli.yes') : t('cli.no')],
      ...[String(one.default ?? ''), limitsOf(one)],
    ]);
    const headings = [
      ...[t('cli.column.name'), t('cli.column.kind'), t('cli.column.required')],
      ...[t('cli.column.default'), t('cli.column.limits')],
    ];
    return {
      // A pattern is code; JSON would make an empty object of it.
      data: {
        ...endpoint,
        parameters: parameters.map(({ pattern, ...one }) => (pattern ? { ...one, pattern: pattern.source } : one)),
      },
      text: `${about}\n\n${table(headings, rows)}`,
    };
  },
};

const call: Command = {
  name: 'api call',
  operands: ['CONNECTION', 'ENDPOINT', '[KEY=VALUE…]'],
  options: [
    { name: 'params', placeholder: 'JSON', words: 'cli.option.params' },
    { name: 'reveal', words: 'cli.option.reveal-answer' },
    confirmOption,
  ],
  words: 'cli.api.call',
  run: async (context, signal) => {
    const { args, secrets, audit } = context;
    const { provider, view, endpoint } = await endpointOf(context);
    const { name } = view.settings;
    const text = args.text('params');
    const isPrivate = text === '-';
    const json = text === null ? null : { text: isPrivate ? await secrets.document() : text, isPrivate };
    const given = readParameters(endpoint, args.rest(2), json);
    if (endpoint.danger !== 'reads') requireConfirmed(context, view, name);
    const deed = {
      action: 'api.call',
      connection: { id: view.id, name },
      parameters: { call: endpoint.id, ...shownParameters(endpoint, given) },
    };
    const answer = await audit.watch(deed, () => provider.call(endpoint.id, given, signal));
    const data = args.has('reveal') ? answer : withoutSecrets(answer);
    return { data, text: [...jsonPieces(data)].join('').trimEnd() };
  },
};

export const apiCommands: readonly Command[] = [list, describe, call];
