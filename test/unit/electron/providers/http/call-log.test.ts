import { describe, expect, it } from 'vitest';
import { logged } from '../../../../../electron/providers/http/call-log.ts';
import type { ProviderLogEntry } from '../../../../../electron/providers/provider.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';

/** The entries that one call leaves, 250 ms long. */
async function entriesOf(work: () => Promise<unknown>, url = 'https://cloud.example/api'): Promise<ProviderLogEntry[]> {
  const entries: ProviderLogEntry[] = [];
  let time = 1000;
  const clock = { now: () => time, sleep: () => Promise.resolve() };
  const context = { connectionId: 'c', clock, log: (entry: ProviderLogEntry) => void entries.push(entry) };
  const facts = { method: 'PUT', url: new URL(url), endpoint: 'rename' } as const;
  const { signal } = new AbortController();
  await logged({ ...context, signal }, facts, (trace) => {
    time += 250;
    Object.assign(trace, { status: 200, bytes: 7, attempts: 2 });
    return work();
  }).catch(() => undefined);
  return entries;
}

describe('the log of a call', () => {
  it('is one entry with what was asked of whom, and what became of it', async () => {
    expect(await entriesOf(() => Promise.resolve('planted'), 'https://cloud.example:8443/v1/vm')).toEqual([
      {
        level: 'info',
        event: 'cloud.call',
        fields: {
          ...{ connection: 'c', method: 'PUT', host: 'cloud.example:8443', path: '/v1/vm', endpoint: 'rename' },
          ...{ status: 200, bytes: 7, attempts: 2, ms: 250, outcome: 'ok' },
        },
      },
    ]);
  });

  it('holds no secret of the address or of the failure', async () => {
    const message = 'Authorization: Bearer planted-1, password=planted-2';
    const failing = (): Promise<never> =>
      Promise.reject(
        new AppError('cloud.denied', {}, { cause: new Error('planted-3'), detail: { code: 'E1', message } }),
      );
    const url = 'https://planted-4:planted-5@cloud.example/token=planted-6/x?Signature=planted-7';
    const entries = await entriesOf(failing, url);
    expect(entries).toMatchObject([{ level: 'warn', fields: { outcome: 'cloud.denied', reason: 'E1' } }]);
    expect(JSON.stringify(entries)).not.toContain('planted');
  });

  it('tells a mistake of the program from a failure, without its words', async () => {
    const entries = await entriesOf(() => Promise.reject(new TypeError('planted')));
    expect(entries).toMatchObject([{ level: 'error', fields: { outcome: 'internal' } }]);
    expect(JSON.stringify(entries)).not.toContain('planted');
  });
});
