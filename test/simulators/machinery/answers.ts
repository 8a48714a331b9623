import type { Fault, FaultBox } from './faults.ts';

const HTML = '<!doctype html>\n<html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>\n';
const MIB = 1024 * 1024;
const DEFAULT_HUGE_MIB = 64;
const JSON_TYPE = 'application/json; charset=utf-8';

interface Body {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What is sent back, or that nothing is. */
export type Answer =
  | ({ readonly kind: 'send'; readonly retryAfter?: number } & Body)
  /** Announces the whole body, sends half of it and resets the connection. */
  | ({ readonly kind: 'half' } & Body)
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

/** The faults that answer without doing anything, beside those with a code of the cloud. */
export const INSTEAD = ['html', 'http-error', 'hang', 'reset', 'huge-body'] as const;

export const json = (value: unknown): Answer => ({
  kind: 'send',
  status: 200,
  type: JSON_TYPE,
  body: JSON.stringify(value),
});

export const plain = (status: number, text: string): Answer => ({
  kind: 'send',
  status,
  type: 'text/plain; charset=utf-8',
  body: `${text}\n`,
});

/** The answer that a fault gives in place of doing anything. */
export const instead = ({ kind, value, retryAfter }: Fault): Answer => {
  if (kind === 'html') return { kind: 'send', status: value ?? 200, type: 'text/html', body: HTML };
  if (kind === 'http-error') {
    const body = { kind: 'send', status: value ?? 503, type: JSON_TYPE, body: '{}\n' } as const;
    return retryAfter === undefined ? body : { ...body, retryAfter };
  }
  if (kind === 'huge-body') return { kind: 'huge', bytes: (value ?? DEFAULT_HUGE_MIB) * MIB };
  return { kind: kind === 'hang' ? 'hang' : 'reset' };
};

/** What becomes of the right answer on its way when a fault is in force. */
export const damaged = (action: string, answer: Answer, faults: FaultBox): Answer => {
  if (answer.kind !== 'send') return answer;
  const fault = faults.take(action, 'lost-answer', 'reset-mid-body', 'truncated-json');
  if (fault?.kind === 'lost-answer') return { kind: 'reset' };
  if (fault?.kind === 'reset-mid-body') return { ...answer, kind: 'half' };
  return fault === undefined ? answer : { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
};
