import type { Endpoint } from '../../providers/catalog/endpoint.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { Command, Context } from '../command.ts';
import { confirmOption, requireConfirmed } from '../confirm.ts';
import { endpointData, endpointText, titleOf } from '../endpoint-text.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { findConnection } from '../find.ts';
import { jsonPieces, table } from '../output.ts';
import { readParameters } from '../parameters.ts';
import { shownParameters, withoutSecrets } from '../secret-parameters.ts';

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

const describe: Command = {
  name: 'api describe',
  operands: ['CONNECTION', 'ENDPOINT'],
  options: [],
  words: 'cli.api.describe',
  run: async (context) => {
    const { endpoint } = await endpointOf(context);
    return { data: endpointData(endpoint), text: endpointText(endpoint, context.t) };
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
    const revealed = args.has('reveal');
    const deed = {
      action: 'api.call',
      begins: endpoint.danger !== 'reads' || revealed,
      connection: { id: view.id, name },
      parameters: { call: endpoint.id, revealed, ...shownParameters(endpoint, given) },
    };
    const answer = await audit.watch(deed, () => provider.call(endpoint.id, given, signal));
    const data = revealed ? answer : withoutSecrets(answer);
    return { data, text: [...jsonPieces(data)].join('').trimEnd() };
  },
};

export const apiCommands: readonly Command[] = [list, describe, call];
