import type { Fault, FaultBox } from './faults.ts';

const HTML = '<!doctype html>\n<html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>\n';
const MIB = 1024 * 1024;
const DEFAULT_HUGE_MIB = 64;

/** What is sent back, or that nothing is. */
export type Answer =
  | { readonly kind: 'send'; readonly status: number; readonly type: string; readonly body: string }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

export interface Envelope {
  readonly Action: string;
  readonly RetCode: number;
  readonly Message: string;
}

export const json = (value: unknown): Answer => ({
  kind: 'send',
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const plain = (status: number, text: string): Answer => ({
  kind: 'send',
  status,
  type: 'text/plain; charset=utf-8',
  body: `${text}\n`,
});

/** The answer that a fault gives in place of doing anything. */
export const instead = (fault: Fault, envelope: (retCode: number, message: string) => Envelope): Answer => {
  if (fault.kind === 'html') return { kind: 'send', status: fault.value ?? 200, type: 'text/html', body: HTML };
  if (fault.kind === 'ret-code') return json(envelope(fault.value ?? 200, 'Refused on purpose'));
  if (fault.kind === 'huge-body') return { kind: 'huge', bytes: (fault.value ?? DEFAULT_HUGE_MIB) * MIB };
  return { kind: fault.kind === 'hang' ? 'hang' : 'reset' };
};

/** Cuts the answer short when that fault is in force. */
export const perhapsCut = (action: string, answer: Answer, faults: FaultBox): Answer =>
  answer.kind === 'send' && faults.take(action, 'truncated-json') !== undefined
    ? { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }
    : answer;

const disfigure = (info: object, faults: readonly (Fault | undefined)[]): object => {
  const changed: Record<string, unknown> = { ...info };
  for (const fault of faults) {
    if (fault?.kind === 'unknown-state') changed['State'] = 'Quiescing';
    if (fault?.kind === 'extra-fields') changed['FutureField'] = { Nested: [1, 'two', null] };
    if (fault?.kind === 'missing-name') delete changed['Name'];
  }
  return changed;
};

/** Applies the faults that change what is told about VMs. */
export const perhapsDisfigured = (action: string, payload: object, faults: FaultBox): object => {
  if (action !== 'DescribeVMInstance' || !('Infos' in payload) || !Array.isArray(payload.Infos)) return payload;
  const taken = (['unknown-state', 'extra-fields', 'missing-name'] as const).map((kind) => faults.take(action, kind));
  return { ...payload, Infos: payload.Infos.map((info: object) => disfigure(info, taken)) };
};
