import { expect, it } from 'vitest';
import { BegunDeeds, deedKey, toldOnce } from '../../../../electron/services/audit-begun.ts';
import type { AuditEntry } from '../../../../shared/model/audit.ts';

const entry = (seq: number, about: string, outcome: AuditEntry['outcome']): AuditEntry => {
  const [action = '', operationId = ''] = about.split(' ');
  return {
    ...{ seq, at: seq, user: 'ann', client: 'app', connection: null, vm: null, action, operationId, outcome },
    ...{ parameters: {}, error: null, durationMs: null, requestId: null },
  };
};

const log = [
  entry(1, 'vm.start a', 'begun'),
  entry(2, 'console.open s', 'begun'),
  entry(3, 'console.close s', 'done'),
  entry(5, 'vm.stop b', 'begun'),
  entry(6, 'vm.start a', 'done'),
  entry(7, 'vm.delete c', 'begun'),
  entry(8, 'vault.lock x', 'done'),
];
const isUnderWay = (key: string): boolean => key === deedKey({ action: 'vm.delete', operationId: 'c' });

async function* read(entries: readonly AuditEntry[]): AsyncGenerator<AuditEntry> {
  await Promise.resolve();
  yield* entries;
}

it('makes one of the beginning and the end of a deed, in whatever order others come between', () => {
  const begun = new BegunDeeds(isUnderWay);
  const told = log.flatMap((one) => begun.take(one) ?? []).map(({ seq }) => seq);
  expect(told).toEqual([3, 6, 8]);
  // Closing a console is no end of opening it, though both have one id.
  expect(begun.rest().map(({ seq, outcome }) => `${seq} ${outcome}`)).toEqual([
    ...['2 interrupted', '5 interrupted', '7 begun'],
  ]);
});

it('tells each deed once in the order of the log, and nothing of what is written meanwhile', async () => {
  let reads = 0;
  const growing = () => read((reads += 1) === 1 ? log : [...log, entry(9, 'vm.stop b', 'done')]);
  const told = [];
  for await (const { seq, outcome } of toldOnce(growing, isUnderWay)) told.push(`${seq} ${outcome}`);
  expect(told).toEqual(['2 interrupted', '3 done', '5 interrupted', '6 done', '7 begun', '8 done']);
});
