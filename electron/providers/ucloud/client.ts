import { z } from 'zod';
import { AppError, isAbort } from '../../../shared/errors/app-error.ts';
import type { Arguments, Catalog, Endpoint, EndpointId } from '../catalog/endpoint.ts';
import { validate, type ArgumentValues } from '../catalog/validate.ts';
import { asOutcome } from '../http/failures.ts';
import { redactFields, redactText } from '../http/redact.ts';
import type { HttpAnswer, HttpTransport } from '../http/transport.ts';
import type { ProviderContext } from '../provider.ts';
import { envelopeSchema } from './envelope.ts';
import { toCloudError, type Subject } from './retcodes.ts';
import { authorise, type Pair } from './sign.ts';

export interface UCloudClient<C extends Catalog> {
  /**
   * One signed call. Answers with what `schema` makes of the body once RetCode is 0.
   *
   * @throws AppError `cloud.*`, `vm.gone`, `answer.unexpected` {field}, and what the transport throws
   */
  call<I extends EndpointId<C>, T>(
    id: I,
    values: Arguments<C, I>,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T>;
  /** The same for any call of the catalog by its id; answers with the body as it came. */
  callRaw(id: string, values: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

type ClientContext = Pick<ProviderContext, 'connectionId' | 'settings' | 'secret' | 'clock' | 'log'>;

/** The first path at which an answer is not as documented; never the value that stands there. */
function unexpected(error: z.ZodError): AppError {
  const path = error.issues[0]?.path.map(String).join('.') ?? '';
  return new AppError('answer.unexpected', { field: path === '' ? '$' : path });
}

const effectOf = ({ danger }: Endpoint): 'reads' | 'changes' => (danger === 'reads' ? 'reads' : 'changes');

/** @throws AppError `answer.unexpected` {field}; `outcome.unknown` when the answer is about a change */
function parse<T>(schema: z.ZodType<T>, json: unknown, endpoint: Endpoint): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const failure = unexpected(result.error);
  throw effectOf(endpoint) === 'reads' ? failure : asOutcome(failure);
}

const signatureOf = (pairs: readonly Pair[]): string => pairs.find(([name]) => name === 'Signature')?.[1] ?? '';

/** The VM that a call is about, and whether the call names something else that the cloud may not find. */
function subjectOf(values: ArgumentValues): Subject {
  const { VMID: vm } = values;
  const others = Object.keys(values).filter((name) => name !== 'VMID' && name !== 'CompanyID');
  return { vm: typeof vm === 'string' ? vm : '', isAlone: others.every((name) => !/ID|Infos|Node/.test(name)) };
}

/** Texts among the arguments that no log and no error may repeat. */
const secretsIn = ({ parameters }: Endpoint, values: ArgumentValues): readonly string[] =>
  parameters.filter(({ secret }) => secret === true).map(({ name }) => String(values[name] ?? ''));

/** The verbs of the vendor's API over an injected transport: POST of a form body, signed per call. */
export function createClient<C extends Catalog>(
  catalog: C,
  transport: HttpTransport,
  context: ClientContext,
): UCloudClient<C> {
  const { connectionId, settings, secret, clock, log } = context;
  const url = new URL(settings.url);
  const endpoints = new Map<string, Endpoint>(catalog.map((endpoint) => [endpoint.id, endpoint]));

  const find = (id: string): Endpoint => {
    const endpoint = endpoints.get(id);
    if (endpoint !== undefined) return endpoint;
    const detail = { code: 'unknown', message: `no such call: ${redactText(id)}` };
    throw new AppError('cloud.invalid-parameter', { field: 'Action', reason: 'unknown' }, { detail });
  };

  const send = (endpoint: Endpoint, pairs: readonly Pair[], signal: AbortSignal): Promise<HttpAnswer> => {
    const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    return transport.send({ method: 'POST', url, headers, body, effect: effectOf(endpoint) }, signal);
  };

  const withTenant = ({ parameters }: Endpoint, values: Readonly<Record<string, unknown>>) =>
    settings.companyId !== null && parameters.some(({ name }) => name === 'CompanyID')
      ? { CompanyID: settings.companyId, ...values }
      : values;

  const perform = async <T>(
    endpoint: Endpoint,
    given: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const { action } = endpoint;
    const startedAt = clock.now();
    const note = (level: 'info' | 'warn', fields: Record<string, string | number | null>): void => {
      const common = { connection: connectionId, method: 'POST', action, ms: clock.now() - startedAt };
      log({ level, event: 'cloud.call', fields: redactFields({ ...common, ...fields }) });
    };
    try {
      const values = validate(endpoint, withTenant(endpoint, given));
      const pairs = authorise(action, values, settings.publicKey, await secret());
      const { status, json, bytes, attempts } = await send(endpoint, pairs, signal);
      const envelope = parse(envelopeSchema, json, endpoint);
      const seen = { status, bytes, attempts, retcode: envelope.RetCode };
      if (envelope.RetCode === 0) {
        const value = parse(schema, json, endpoint);
        note('info', seen);
        return value;
      }
      const known = [settings.publicKey, signatureOf(pairs), ...secretsIn(endpoint, values)];
      const message = redactText(envelope.Message ?? '', known);
      note('warn', { ...seen, message });
      const requestId = envelope.RequestUUID ?? envelope.RequestId ?? '';
      throw toCloudError({ retCode: envelope.RetCode, message, requestId }, subjectOf(values));
    } catch (error) {
      const isNoted = !(error instanceof AppError) || isAbort(error) || /^(cloud|vm)\./.test(error.code);
      if (!isNoted) note('warn', { error: error.code, reason: error.detail?.code ?? null });
      throw error;
    }
  };

  return {
    call: (id, values, schema, signal) => perform(find(id), values, schema, signal),
    // Async, so that an unknown id rejects as every other failure does.
    callRaw: async (id, values, signal) => perform(find(id), values, z.unknown(), signal),
    close: () => transport.close(),
  };
}
