import type { Parameters, ParameterSpec, ParameterTable } from '../parameters.ts';
import { RET } from '../retcodes.ts';
import type { Machine } from '../state/model.ts';
import type { World } from '../state/world.ts';
import type { ConsoleDesk } from '../console-desk.ts';

export interface ActionContext {
  readonly world: World;
  readonly consoles: ConsoleDesk;
}

/** One documented action; `run` sees only parameters that passed the table. */
export interface Action {
  /** Where the action is documented. */
  readonly source: string;
  readonly parameters: ParameterTable;
  run(parameters: Parameters, context: ActionContext): Promise<object> | object;
}

export type Actions = Readonly<Record<string, Action>>;

/** Region is asked for by every action but DescribeRegion, with a RetCode of its own (AUTH.md section 1). */
export const region = (source: string): ParameterSpec => ({
  type: 'string',
  required: true,
  missing: RET.noRegion,
  source,
});

/** Region, CompanyID and VMID, as most actions have them in the three lines that start at `line` of 000. */
export const vmParameters = (line: number): ParameterTable => ({
  Region: region(`000:${line}`),
  CompanyID: { type: 'integer', source: `000:${line + 1}` },
  VMID: { type: 'string', required: true, source: `000:${line + 2}` },
});

export const machineOf = (parameters: Parameters, { world }: ActionContext): Machine =>
  world.machine(parameters.need('VMID'), parameters.need('Region'), parameters.integer('CompanyID'));
