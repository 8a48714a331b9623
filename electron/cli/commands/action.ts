import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  actions,
  regionVerbs,
  verbOf,
  vmActions,
  type Action,
  type ActionRequest,
  type RegionRequest,
  type VmAction,
} from '../../../shared/model/verbs/index.ts';
import { verbTaken } from '../../../shared/model/verbs/taken.ts';
import { secretNameSchema, type Verb } from '../../../shared/model/verbs/verb.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Secrets } from '../../providers/provider.ts';
import { act, create as createVm } from '../action.ts';
import type { Command, Context } from '../command.ts';
import { confirmOption } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { fieldWords, parseJson, readFields } from '../fields.ts';
import { findConnection } from '../find.ts';
import { table } from '../output.ts';
import { namedVm } from './vm.ts';

const params = { name: 'params', placeholder: 'JSON', words: 'cli.option.params' } as const;
const secretsStdin = { name: 'secrets-stdin', words: 'cli.option.secrets-stdin' } as const;

/** `{"password":"…"}` on standard input, after the lines of the other secrets. */
async function secretsOf({ args, secrets }: Context): Promise<Secrets> {
  if (!args.has('secrets-stdin')) return {};
  const values = z
    .partialRecord(secretNameSchema, z.string())
    .safeParse(parseJson(await secrets.document(), '--secrets-stdin'));
  if (!values.success) throw new CliFailure('cli.api-parameter', { field: '--secrets-stdin' }, exitCodes.validation);
  return Object.fromEntries(Object.entries(values.data).map(([name, value]) => [name, new Secret(value)]));
}

/** A secret among the arguments is refused before anything is done. */
function refuseSecrets(values: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(values)) {
    if (secretNameSchema.safeParse(name).success) throw new CliFailure('cli.action-secret', { field: name });
  }
}

const list: Command = {
  name: 'action list',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.action.list',
  run: async (context) => {
    const { args, open, t } = context;
    const session = await open('read');
    const provider = session.connections.provider(findConnection(session, args.operand(0)).id);
    const rowOf = (action: Action): Verb => verbTaken(verbOf(action), provider.fields[action]);
    const offered = actions.filter((action) => provider.capabilities.has(action));
    const rows = offered.map((action) => {
      const { category, fields, secrets = {} } = rowOf(action);
      const words = Object.entries(fields).map(([name, field]) => fieldWords(name, field));
      const hidden = Object.entries(secrets).map(([name, need]) => (need === 'required' ? name : `[${name}]`));
      return [
        action,
        category,
        t(`action.${action}`),
        [...words, ...hidden.map((name) => `${name}: secret`)].join(', '),
      ];
    });
    return {
      data: offered.map((action) => ({ action, ...rowOf(action) })),
      text: table([t('cli.column.id'), t('cli.column.category'), t('cli.column.name'), t('cli.column.fields')], rows),
    };
  },
};

/** @throws CliFailure for a name that is no action */
function actionNamed<A extends Action>(names: readonly A[], wanted: string): A {
  const action = names.find((name) => name === wanted);
  if (action === undefined) throw new CliFailure('cli.action-unknown', { wanted }, exitCodes.validation);
  return action;
}

const run: Command = {
  name: 'action run',
  operands: ['CONNECTION', 'VM', 'ACTION', '[KEY=VALUE…]'],
  options: [params, secretsStdin, confirmOption],
  words: 'cli.action.run',
  run: async (context, signal) => {
    const { args } = context;
    const action = actionNamed<VmAction>(vmActions, args.operand(2));
    const values = readFields(verbOf(action).fields, args.rest(3), args.text('params'));
    refuseSecrets(values);
    const session = await context.open('read');
    const secrets = await secretsOf(context);
    const vm = await namedVm(context, session, signal);
    // The provider checks it against the table before anything is sent, and says which field is wrong and why.
    return act(session, vm, { action, ...values } as unknown as ActionRequest, secrets, context, signal);
  },
};

const create: Command = {
  name: 'vm create',
  operands: ['CONNECTION', 'REGION', '[KEY=VALUE…]'],
  options: [params, secretsStdin, confirmOption],
  words: 'cli.vm.create',
  run: async (context, signal) => {
    const { args } = context;
    const values = readFields(regionVerbs.create.fields, args.rest(2), args.text('params'));
    refuseSecrets(values);
    if (typeof values['name'] !== 'string')
      throw new AppError('cloud.invalid-parameter', { field: 'name', reason: 'missing' });
    const session = await context.open('read');
    const secrets = await secretsOf(context);
    const { id } = findConnection(session, args.operand(0));
    const request = { action: 'create', ...values } as unknown as RegionRequest;
    return createVm(session, { connectionId: id, region: args.operand(1) }, request, secrets, context, signal);
  },
};

export const actionCommands: readonly Command[] = [list, run, create];
