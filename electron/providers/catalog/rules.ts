import type { Parameter, Rule } from './endpoint.ts';
import { isGiven, rangeText, type Argument, type Refusal } from './values.ts';

/** What a rule refuses: the parameter, why, and what would do. */
export interface Breach {
  readonly name: string;
  readonly reason: Refusal;
  readonly wanted: string;
}

/** The values of a call, and what the server takes for those that are left out. */
interface Values {
  readonly given: ReadonlyMap<string, Argument>;
  readonly defaultOf: (name: string) => Argument;
}

/** Whether a rule is about these values. */
function applies({ if: name, is, above }: Rule, { given, defaultOf }: Values): boolean {
  const value = given.get(name);
  if (is === undefined && above === undefined) return isGiven(value);
  const effective = value ?? defaultOf(name);
  if (is !== undefined) return effective === is;
  return typeof effective === 'number' && above !== undefined && effective > above;
}

function isWithin(value: Argument, { min = -Infinity, max = Infinity, oneOf }: NonNullable<Rule['bounds']>): boolean {
  if (oneOf !== undefined) return oneOf.some((one) => one === value);
  return typeof value === 'number' && value >= min && value <= max;
}

/** When a rule holds, in terms of the catalog: `ChargeType = Month`, `Bandwidth > 0`, `BootDiskSpace`. */
export function conditionText({ if: name, is, above }: Rule): string {
  if (is !== undefined) return `${name} = ${String(is)}`;
  return above === undefined ? name : `${name} > ${above}`;
}

/** What a rule asks for, in terms of the catalog: `OperatorName | FlatNetworkID`, `Quantity 1..11`. */
export function demandText({ needs, bounds }: Rule): string {
  const limits = bounds && `${bounds.name} ${bounds.oneOf?.join(' | ') ?? rangeText(bounds.min, bounds.max) ?? ''}`;
  return [needs?.join(' | '), limits].filter((part) => part !== undefined).join(', ');
}

/** The first rule that the values break, or null. They have passed by themselves, and empty ones are left out. */
export function breachOf(
  rules: readonly Rule[],
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, Argument>,
): Breach | null {
  const defaultOf = (name: string): Argument => parameters.find((one) => one.name === name)?.default;
  for (const rule of rules.filter((one) => applies(one, { given, defaultOf }))) {
    const { needs, bounds, line } = rule;
    const wanted = `${demandText(rule)} with ${conditionText(rule)} (line ${line})`;
    if (needs?.some((name) => isGiven(given.get(name))) === false)
      return { name: needs[0] ?? rule.if, reason: 'missing', wanted };
    if (bounds !== undefined && given.has(bounds.name) && !isWithin(given.get(bounds.name), bounds))
      return { name: bounds.name, reason: 'combination', wanted };
  }
  return null;
}
