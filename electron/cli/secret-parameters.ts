import type { Endpoint, Parameter } from '../providers/catalog/endpoint.ts';
import { looksSecret } from './arguments.ts';
import { CliFailure } from './failure.ts';

const hidden = '[secret]';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Values that came by a way that others can read must hold nothing that the catalog or a name calls secret.
 *
 * @throws CliFailure
 */
export function refuseSecrets(parameters: readonly Parameter[], value: unknown, within = ''): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseSecrets(parameters, item, `${within}${index}.`);
  } else if (isRecord(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const parameter = parameters.find((one) => one.name === name);
      // A switch is no secret, whatever it is called.
      const isSwitch = typeof inner === 'boolean' || inner === null;
      if (parameter?.secret === true || (looksSecret(name) && !isSwitch))
        throw new CliFailure('cli.api-secret', { field: `${within}${name}` });
      refuseSecrets(parameter?.fields ?? [], inner, `${within}${name}.`);
    }
  }
}

/** Answers that open a console by themselves: ids of sessions (000, line 619), links with a ticket (000, line 789). */
const opensByItself = (name: string, text: string): boolean =>
  /^(session_?id|vnc_?url)$/i.test(name) || /^https?:\/\/\S*[?&#;](ticket|token|session_?id)=/i.test(text);

const isSecretText = (name: string, value: unknown): boolean =>
  typeof value === 'string' && value !== '' && (looksSecret(name) || opensByItself(name, value));

const shownFields = (
  parameters: readonly Parameter[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const parameter = parameters.find((one) => one.name === name);
      const isSecret = parameter?.secret === true || isSecretText(name, value);
      return [name, isSecret ? hidden : shown(parameter?.fields ?? [], value)];
    }),
  );

function shown(parameters: readonly Parameter[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(parameters, item));
  if (typeof value === 'string' && opensByItself('', value)) return hidden;
  return isRecord(value) ? shownFields(parameters, value) : value;
}

/** Parameters without those that the catalog or their names call secret. */
export const shownParameters = (
  { parameters }: Pick<Endpoint, 'parameters'>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => shownFields(parameters, values);

/** An answer of a cloud without what its field names call secret. */
export const withoutSecrets = (answer: unknown): unknown => shown([], answer);
