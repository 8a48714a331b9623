import { z } from 'zod';
import type { Endpoint } from '../providers/catalog/endpoint.ts';
import { looksSecret } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import { parseJson } from './fields.ts';

type Parameters = Record<string, unknown>;

const refused = (field: string): CliFailure => new CliFailure('cli.api-parameter', { field }, exitCodes.validation);

/** @throws CliFailure for a parameter whose value nobody else may read */
function refuseSecret(endpoint: Endpoint, name: string): void {
  const isSecret = endpoint.parameters.find((one) => one.name === name)?.secret === true || looksSecret(name);
  if (isSecret) throw new CliFailure('cli.api-secret', { field: name });
}

/** A value as the parameter's type wants it; what does not fit stays as it is, for the catalog to refuse with a reason. */
function typed(endpoint: Endpoint, name: string, text: string): unknown {
  const type = endpoint.parameters.find((one) => one.name === name)?.type;
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type !== 'string' && /^[[{]/.test(text)) return parseJson(text, name);
  return type === 'strings' ? text.split(',') : text;
}

/** `VMIDs.0=a`: one item of a list. Items come in the order given, whatever their numbers. */
function put(parameters: Parameters, endpoint: Endpoint, name: string, text: string): void {
  const [, list = '', number] = /^(.+?)\.(\d+)$/.exec(name) ?? [];
  const known = parameters[list];
  if (number === undefined) parameters[name] = typed(endpoint, name, text);
  else parameters[list] = [...(Array.isArray(known) ? (known as readonly unknown[]) : []), text];
}

/**
 * The parameters of a raw call: a JSON object, and over it `key=value` words.
 *
 * @param json text of the object, and whether it came from standard input, where a secret is welcome
 * @throws CliFailure
 */
export function readParameters(
  endpoint: Endpoint,
  words: readonly string[],
  json: { readonly text: string; readonly isPrivate: boolean } | null,
): Readonly<Parameters> {
  const object = z.record(z.string(), z.unknown()).safeParse(json === null ? {} : parseJson(json.text, '--params'));
  if (!object.success) throw refused('--params');
  const parameters = { ...object.data };
  if (json?.isPrivate !== true) for (const name of Object.keys(parameters)) refuseSecret(endpoint, name);
  for (const word of words) {
    const [, name, value] = /^([\w.-]+)=([^]*)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) throw new CliFailure('cli.api-word');
    refuseSecret(endpoint, name);
    put(parameters, endpoint, name, value);
  }
  return parameters;
}

/** Parameters without those that the catalog or their names call secret. */
export const shownParameters = (endpoint: Endpoint, parameters: Readonly<Parameters>): Readonly<Parameters> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      endpoint.parameters.some((one) => one.name === name && one.secret === true) ? '[secret]' : withoutSecrets(value),
    ]),
  );

/** An answer of a cloud without what its field names call secret. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      looksSecret(name) && typeof inner === 'string' && inner !== '' ? '[secret]' : withoutSecrets(inner),
    ]),
  );
}
