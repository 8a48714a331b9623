import type { ConsoleDesk } from '../consoles/console-desk.ts';
import type { Parameters, ParameterSpec, ParameterTable, ParameterType } from '../machinery/parameters.ts';
import { RET } from './retcodes.ts';
import type { Machine } from './state/model.ts';
import type { CloneBook } from './state/clones.ts';
import type { Stock } from './state/resources.ts';
import type { World } from './state/world.ts';

export interface ActionContext {
  readonly world: World;
  readonly stock: Stock;
  readonly clones: CloneBook;
  readonly consoles: ConsoleDesk;
}

/** One action; `run` sees only parameters that passed the table. */
export interface Action {
  /** Where the action is documented. */
  readonly source: string;
  readonly parameters: ParameterTable;
  run(parameters: Parameters, context: ActionContext): Promise<object> | object;
}

export type Actions = Readonly<Record<string, Action>>;

type Rules = Omit<ParameterSpec, 'type' | 'required' | 'source' | 'missing'>;

/** Rows of one document's tables: `must` for required ones, `may` for the others, each with its line. */
export interface Rows {
  readonly must: (type: ParameterType, line: number, rules?: Rules) => ParameterSpec;
  readonly may: (type: ParameterType, line: number, rules?: Rules) => ParameterSpec;
  /** Region has a RetCode of its own when it is missing (AUTH.md section 1). */
  readonly region: (line: number) => ParameterSpec;
}

export const rowsOf = (document: string): Rows => ({
  must: (type, line, rules = {}) => ({ type, required: true, source: `${document}:${line}`, ...rules }),
  may: (type, line, rules = {}) => ({ type, source: `${document}:${line}`, ...rules }),
  region: (line) => ({ type: 'string', required: true, missing: RET.noRegion, source: `${document}:${line}` }),
});

export const machineOf = (parameters: Parameters, { world }: ActionContext): Machine =>
  world.machine(parameters.need('VMID'), parameters.need('Region'), parameters.integer('CompanyID'));

/** Whether something of this company is meant. @throws {Refusal} 200 for a company that there is not. */
export const isOwned = (parameters: Parameters, { stock }: ActionContext, companyId: number | undefined): boolean => {
  const asked = parameters.integer('CompanyID');
  return asked === undefined || stock.company(asked).id === companyId;
};

/** One page of a list in the envelope of lists; `Offset` and `Limit` count entries. */
export const pageOf = <T>(
  found: readonly T[],
  parameters: Parameters,
  defaultLimit: number,
  show: (item: T) => object,
): object => {
  const offset = parameters.integer('Offset') ?? 0;
  const limit = parameters.integer('Limit') ?? defaultLimit;
  return { TotalCount: found.length, Infos: found.slice(offset, offset + limit).map(show) };
};
