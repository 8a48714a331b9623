import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { addressesOf } from '../../../shared/model/connection.ts';
import { Relogin } from '../auth/relogin.ts';
import type { Authorised, Draft } from '../auth/strategy.ts';
import type { ActionEndpoint, Arguments, EndpointId } from '../catalog/endpoint.ts';
import { secretTexts } from '../catalog/secret-texts.ts';
import { validate } from '../catalog/validate.ts';
import type { ArgumentValues } from '../catalog/values.ts';
import { Failover } from '../http/failover.ts';
import { asOutcome } from '../http/failures.ts';
import { logged } from '../http/call-log.ts';
import { redactText } from '../http/redact.ts';
import type { HttpTransport } from '../http/transport.ts';
import type { ProviderContext } from '../provider.ts';
import { envelopeSchema } from './envelope.ts';
import { toCloudError, type Subject } from './retcodes.ts';
import { flatten } from './sign.ts';
import { createSignature } from './signature.ts';

/** This vendor tells all calls by their names. */
export type ActionCatalog = readonly ActionEndpoint[];

export interface UCloudClient<C extends ActionCatalog> {
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

const effectOf = ({ danger }: ActionEndpoint): 'reads' | 'changes' => (danger === 'reads' ? 'reads' : 'changes');

/** @throws AppError `answer.unexpected` {field}; `outcome.unknown` when the answer is about a change */
function parse<T>(schema: z.ZodType<T>, json: unknown, endpoint: ActionEndpoint): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const failure = unexpected(result.error);
  throw effectOf(endpoint) === 'reads' ? failure : asOutcome(failure);
}

/** The VM that a call is about, and whether the call names something else that the cloud may not find. */
function subjectOf(values: ArgumentValues): Subject {
  const { VMID, VMIDs } = values;
  const ids: readonly unknown[] = Array.isArray(VMIDs) ? VMIDs : [VMID];
  const vm = ids.length === 1 ? ids[0] : '';
  const others = Object.keys(values).filter((name) => !/^(?:VMIDs?|CompanyID)$/.test(name));
  return { vm: typeof vm === 'string' ? vm : '', isAlone: others.every((name) => !/ID|Infos|Node/.test(name)) };
}

/** The verbs of the vendor's API over an injected transport: POST of a form body, signed per call. */
export function createClient<C extends ActionCatalog>(
  catalog: C,
  transport: HttpTransport,
  context: ClientContext,
): UCloudClient<C> {
  const { settings, secret, clock } = context;
  const strategy = createSignature({ publicKey: settings.publicKey, privateKey: secret });
  const relogin = new Relogin(strategy, clock);
  const failover = new Failover(addressesOf(settings), clock);
  const endpoints = new Map<string, ActionEndpoint>(catalog.map((endpoint) => [endpoint.id, endpoint]));

  const find = (id: string): ActionEndpoint => {
    const endpoint = endpoints.get(id);
    if (endpoint !== undefined) return endpoint;
    const detail = { code: 'unknown', message: `no such call: ${redactText(id)}` };
    throw new AppError('cloud.invalid-parameter', { field: 'Action', reason: 'unknown' }, { detail });
  };

  // Of several tenants none is meant more than the others, so the call has to name its own.
  const [CompanyID, ...otherTenants] = settings.companyIds;
  const withTenant = ({ parameters }: ActionEndpoint, values: Readonly<Record<string, unknown>>) =>
    CompanyID !== undefined && otherTenants.length === 0 && parameters.some(({ name }) => name === 'CompanyID')
      ? { CompanyID, ...values }
      : values;

  /** One signed call on the wire, and its line in the log. */
  const attempt = <T>(
    endpoint: ActionEndpoint,
    { values, schema }: { readonly values: ArgumentValues; readonly schema: z.ZodType<T> },
    { secrets, ...sent }: Authorised,
    signal: AbortSignal,
  ): Promise<T> =>
    logged({ ...context, signal }, { method: 'POST', url: sent.url, endpoint: endpoint.id }, async (trace) => {
      const refusalIn = (json: unknown): AppError | null => {
        const { RetCode, Message, RequestUUID, RequestId } = parse(envelopeSchema, json, endpoint);
        if (RetCode === 0) return null;
        const message = redactText(Message ?? '', [...secrets, ...secretTexts(endpoint.parameters, values)]);
        const requestId = RequestUUID ?? RequestId ?? '';
        return toCloudError({ retCode: RetCode, message, requestId }, subjectOf(values));
      };
      const request = { method: 'POST', ...sent, effect: effectOf(endpoint), trace, refusalIn } as const;
      const { json } = await transport.send(request, signal);
      return parse(schema, json, endpoint);
    });

  const perform = async <T>(
    endpoint: ActionEndpoint,
    given: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const values = validate(endpoint, withTenant(endpoint, given));
    const pairs = flatten({ ...values, Action: endpoint.action });
    const headers = { accept: 'application/json' };
    const draftTo = (url: URL): Draft => ({ method: 'POST', url, headers, body: { kind: 'form', pairs } });
    const once = (authorised: Authorised, within: AbortSignal): Promise<T> =>
      attempt(endpoint, { values, schema }, authorised, within);
    return failover.run(effectOf(endpoint), (url) => relogin.run(draftTo(url), once, signal), signal);
  };

  return {
    call: (id, values, schema, signal) => perform(find(id), values, schema, signal),
    // Async, so that an unknown id rejects as every other failure does.
    callRaw: async (id, values, signal) => perform(find(id), values, z.unknown(), signal),
    close: () => {
      strategy.close();
      return transport.close();
    },
  };
}
