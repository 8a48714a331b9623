import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { damaged, instead, INSTEAD, json, plain, type Answer } from '../machinery/answers.ts';
import type { FaultBox } from '../machinery/faults.ts';
import { readParameters, Unreadable } from '../machinery/flat-request.ts';
import type { RequestLog } from '../machinery/request-log.ts';
import type { ActionContext, Actions } from './action.ts';
import { perform, type Keys } from './api.ts';
import { perhapsDisfigured } from './disfigure.ts';
import { RET, Refusal } from './retcodes.ts';
import type { Flat } from './signature.ts';

export const API_PATH = '/api';

export interface ServiceParts {
  readonly actions: Actions;
  readonly keys: Keys;
  readonly context: ActionContext;
  readonly faults: FaultBox;
  readonly log: RequestLog;
}

interface Outcome {
  readonly answer: Answer;
  readonly retCode: number | undefined;
}

const told = (action: string, retCode: number, message: string, payload: object = {}): Outcome => ({
  answer: json({ Action: `${action}Response`, RetCode: retCode, Message: message, ...payload }),
  retCode,
});

/** What happens to the fleet at the moment when it is looked at. */
const disturb = (flat: Flat, { faults, context }: ServiceParts): void => {
  if (flat.get('Action') !== 'DescribeVMInstance') return;
  if (flat.has('VMIDs.0') && faults.take('DescribeVMInstance', 'vanish') !== undefined)
    for (const [key, value] of flat) if (key.startsWith('VMIDs.')) context.world.remove(value);
  const region = flat.get('Region') ?? '';
  if (!(Number(flat.get('Offset')) > 0)) return;
  const grows = faults.take('DescribeVMInstance', 'page-grows');
  if (grows !== undefined) context.world.appear(region, grows.value ?? 1);
  const shrinks = faults.take('DescribeVMInstance', 'page-shrinks');
  if (shrinks !== undefined) context.world.vanishFirst(region, shrinks.value ?? 1);
  const turns = faults.take('DescribeVMInstance', 'page-turns');
  if (turns !== undefined) context.world.turn(region, turns.value ?? 1, flat.get('Sort') === 'Ascending');
};

const done = (flat: Flat, { actions, keys, context }: ServiceParts): Promise<object> =>
  perform(flat, actions, keys, context);

/** Accepted, and then not done. */
const givenUp = async (flat: Flat, parts: ServiceParts): Promise<object> => {
  const { world } = parts.context;
  const entry = world.entry(flat.get('VMID') ?? '');
  const before = entry === undefined ? undefined : world.stateOf(entry);
  const payload = await done(flat, parts);
  if (entry !== undefined && before !== undefined) world.giveUp(entry.vmId, before);
  return payload;
};

const run = async (flat: Flat, parts: ServiceParts, signal: AbortSignal): Promise<Outcome> => {
  const { faults } = parts;
  const action = flat.get('Action') ?? '';
  const latency = faults.take(action, 'latency');
  if (latency !== undefined) await sleep(latency.value ?? 0, undefined, { signal });
  const fault = faults.take(action, ...INSTEAD, 'ret-code', 'login-expired');
  if (fault?.kind === 'ret-code') return told(action, fault.value ?? RET.notFound, 'Refused on purpose');
  if (fault?.kind === 'login-expired') return told(action, fault.value ?? RET.sessionExpired, 'Session expired');
  if (fault !== undefined) return { answer: instead(fault), retCode: undefined };
  disturb(flat, parts);
  try {
    const payload = await (faults.take(action, 'fail') === undefined ? done(flat, parts) : givenUp(flat, parts));
    const { answer } = told(action, RET.ok, '', perhapsDisfigured(action, payload, faults));
    return { answer: damaged(action, answer, faults), retCode: RET.ok };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return told(action, error.retCode, error.message);
  }
};

/** Answers one request at the one path that this API has (AUTH.md section 1). */
export const serve = async (
  request: IncomingMessage,
  url: URL,
  parts: ServiceParts,
  signal: AbortSignal,
): Promise<Answer> => {
  if (url.pathname !== API_PATH) return plain(404, 'Not found');
  if (request.method !== 'GET' && request.method !== 'POST') return plain(405, 'Method not allowed');
  const note = (flat: Flat, { answer, retCode }: Outcome): Answer => {
    parts.log.add(flat, flat.get('Action') ?? '', retCode, 'status' in answer ? answer.status : undefined);
    return answer;
  };
  try {
    const flat = await readParameters(request, url);
    return note(flat, await run(flat, parts, signal));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const retCode = error.field === undefined ? RET.noAction : RET.parameter;
    return note(new Map(), told('', retCode, error.message));
  }
};
