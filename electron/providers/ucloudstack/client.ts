import type { z } from 'zod';
import { AppError, isAbort } from '../../../shared/errors/app-error.ts';
import { asOutcome } from '../http/failures.ts';
import { redactFields, redactText } from '../http/redact.ts';
import type { HttpAnswer, HttpTransport } from '../http/transport.ts';
import type { ProviderContext } from '../provider.ts';
import { catalog, type ActionName, type Arguments } from './catalog.ts';
import { toCloudError } from './retcodes.ts';
import { authorise, type Pair, type ParameterValues } from './sign.ts';
import { validate } from './validate.ts';
import { envelopeSchema } from './wire.ts';

export interface UCloudStackClient {
  /**
   * One signed call. Answers with what `schema` makes of the body once RetCode is 0.
   *
   * @throws AppError `cloud.*`, `vm.gone`, `answer.unexpected` {field}, and what the transport throws
   */
  call<A extends ActionName, T>(action: A, values: Arguments<A>, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

type ClientContext = Pick<ProviderContext, 'connectionId' | 'settings' | 'secret' | 'clock' | 'log'>;

/** The first path at which an answer is not as documented; never the value that stands there. */
function unexpected(error: z.ZodError): AppError {
  const path = error.issues[0]?.path.map(String).join('.') ?? '';
  return new AppError('answer.unexpected', { field: path === '' ? '$' : path });
}

const effectOf = (action: ActionName): 'reads' | 'changes' =>
  catalog[action].effect === 'reads' ? 'reads' : 'changes';

/** @throws AppError `answer.unexpected` {field}; `outcome.unknown` when the answer is about a change */
function parse<T>(schema: z.ZodType<T>, json: unknown, action: ActionName): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const failure = unexpected(result.error);
  throw effectOf(action) === 'reads' ? failure : asOutcome(failure);
}

const signatureOf = (pairs: readonly Pair[]): string => pairs.find(([name]) => name === 'Signature')?.[1] ?? '';

/** The VM that a call is about when nothing else in it could be what the cloud does not find. */
function soleVm(values: ParameterValues): string | null {
  const { VMID: vm, SPID: snapshot, USBDeviceID: usb } = values;
  return typeof vm === 'string' && snapshot === undefined && usb === undefined ? vm : null;
}

/** The verbs of the cloud's API over an injected transport: POST of a form body, signed per call. */
export function createClient(transport: HttpTransport, context: ClientContext): UCloudStackClient {
  const { connectionId, settings, secret, clock, log } = context;
  const url = new URL(settings.url);

  const send = (action: ActionName, pairs: readonly Pair[], signal: AbortSignal): Promise<HttpAnswer> => {
    const body = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    return transport.send({ method: 'POST', url, headers, body, effect: effectOf(action) }, signal);
  };

  const withTenant = (action: ActionName, values: ParameterValues): ParameterValues =>
    'CompanyID' in catalog[action].parameters && settings.companyId !== null
      ? { CompanyID: settings.companyId, ...values }
      : values;

  return {
    call: async (action, given, schema, signal) => {
      const startedAt = clock.now();
      const values = withTenant(action, given);
      const note = (level: 'info' | 'warn', fields: Record<string, string | number | null>): void =>
        log({
          level,
          event: 'cloud.call',
          fields: redactFields({
            connection: connectionId,
            method: 'POST',
            action,
            ms: clock.now() - startedAt,
            ...fields,
          }),
        });
      try {
        validate(action, values);
        const pairs = authorise(action, values, settings.publicKey, await secret());
        const { status, json, bytes, attempts } = await send(action, pairs, signal);
        const envelope = parse(envelopeSchema, json, action);
        const seen = { status, bytes, attempts, retcode: envelope.RetCode };
        if (envelope.RetCode === 0) {
          const value = parse(schema, json, action);
          note('info', seen);
          return value;
        }
        const message = redactText(envelope.Message ?? '', [settings.publicKey, signatureOf(pairs)]);
        note('warn', { ...seen, message });
        const requestId = envelope.RequestUUID ?? envelope.RequestId ?? '';
        throw toCloudError({ retCode: envelope.RetCode, message, requestId }, soleVm(values));
      } catch (error) {
        const isNoted = !(error instanceof AppError) || isAbort(error) || /^(cloud|vm)\./.test(error.code);
        if (!isNoted) note('warn', { error: error.code, reason: error.detail?.code ?? null });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
