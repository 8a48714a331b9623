import { z } from 'zod';
import type { Endpoint, Parameter } from '../providers/catalog/endpoint.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { parseJson, readWords } from './fields.ts';
import { refuseSecrets } from './secret-parameters.ts';

type Parameters = Record<string, unknown>;

const refused = (field: string): CliFailure => new CliFailure('cli.api-parameter', { field }, exitCodes.validation);

/** Words as the parts of their names branch: the text at a name, and what stands below it. */
interface Branch {
  text: string | null;
  readonly below: Map<string, Branch>;
}

const newBranch = (): Branch => ({ text: null, below: new Map<string, Branch>() });

function branchAt(root: Branch, name: string): Branch {
  return name.split('.').reduce((branch, part) => {
    const next = branch.below.get(part) ?? newBranch();
    branch.below.set(part, next);
    return next;
  }, root);
}

const itemTypes = { strings: 'string', integers: 'integer', objects: 'object' } as const;

/** What an item of a list has to be; null for what is no list. */
function itemOf(parameter: Parameter | undefined): Parameter | null {
  const type = parameter?.type;
  return parameter !== undefined && (type === 'strings' || type === 'integers' || type === 'objects')
    ? { ...parameter, type: itemTypes[type] }
    : null;
}

/** A value as the parameter's type wants it; what does not fit stays as it is, for the catalog to refuse with a reason. */
function typed(parameter: Parameter | undefined, path: string, text: string): unknown {
  const type = parameter?.type ?? 'string';
  if (type === 'string') return text;
  if (/^[[{]/.test(text)) return parseJson(text, path);
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'number' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const item = itemOf(parameter);
  return item === null ? text : text.split(',').map((one) => typed(item, path, one));
}

/** A list by the numbers of its items: gaps close up. @throws CliFailure for a number that comes twice, as 0 and 00 */
function listOf(item: Parameter, base: unknown, below: Branch['below'], path: string): unknown {
  const items = new Map<number, unknown>(Array.isArray(base) ? base.entries() : []);
  const given = new Set<number>();
  for (const [key, branch] of below) {
    const [place, name] = [Number(key), `${path}.${key}`];
    if (given.has(place)) throw new CliFailure('cli.api-twice', { field: name });
    given.add(place);
    items.set(place, valueOf(item, items.get(place), branch, name));
  }
  return [...items].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** What a branch says, over what was there before. */
function valueOf(parameter: Parameter | undefined, base: unknown, { text, below }: Branch, path: string): unknown {
  const own = text === null ? base : typed(parameter, path, text);
  if (below.size === 0) return own;
  const item = itemOf(parameter);
  if (item !== null && [...below.keys()].every((key) => /^\d{1,6}$/.test(key))) return listOf(item, own, below, path);
  return fieldsOf(parameter?.fields ?? [], own, below, `${path}.`);
}

function fieldsOf(fields: readonly Parameter[], base: unknown, below: Branch['below'], within: string): Parameters {
  const before = new Map<string, unknown>(typeof base === 'object' && base !== null ? Object.entries(base) : []);
  for (const [name, branch] of below) {
    const field = fields.find((one) => one.name === name);
    before.set(name, valueOf(field, before.get(name), branch, `${within}${name}`));
  }
  return Object.fromEntries(before);
}

/**
 * The parameters of a raw call: a JSON object, and over it `key=value` words, whose keys may be dotted:
 * `Disks.0.Size=10` is a field of the first item of a list.
 *
 * @param json text of the object, and whether it came from standard input, where a secret is welcome
 * @throws CliFailure
 */
export function readParameters(
  { parameters }: Pick<Endpoint, 'parameters'>,
  words: readonly string[],
  json: { readonly text: string; readonly isPrivate: boolean } | null,
): Readonly<Parameters> {
  const object = z.record(z.string(), z.unknown()).safeParse(json === null ? {} : parseJson(json.text, '--params'));
  if (!object.success) throw refused('--params');
  const root = newBranch();
  for (const [name, text] of readWords(words, /^[\w.-]+$/)) branchAt(root, name).text = text;
  if (json?.isPrivate !== true) refuseSecrets(parameters, object.data);
  refuseSecrets(parameters, fieldsOf(parameters, {}, root.below, ''));
  return fieldsOf(parameters, object.data, root.below, '');
}
