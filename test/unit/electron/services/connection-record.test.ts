import { expect, it } from 'vitest';
import { readRecord } from '../../../../electron/services/connection-record.ts';

const settings = {
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' },
  ...{ regions: ['cn-1'], color: 'teal' },
};
const read = (change: object) =>
  readRecord(
    new TextEncoder().encode(JSON.stringify({ settings: { ...settings, ...change }, privateKey: 'k', order: 1 })),
  );

it('is read as it is written', () => {
  const lists = { companyIds: [7, 8], projectIds: ['project-1'] };
  expect(read(lists)).toEqual({ settings: { ...settings, ...lists }, privateKey: 'k', order: 1 });
});

it.each([
  [null, []],
  [200000236, [200000236]],
])('that has one company (%s) is read as one with a list', (companyId, companyIds) => {
  expect(read({ companyId }).settings).toEqual({ ...settings, companyIds, projectIds: [] });
});

it.each([{}, { companyId: 'x' }, { companyIds: [7] }, { companyIds: [0], projectIds: [] }])(
  'that is damaged is refused: %j',
  (change) => {
    expect(() => read(change)).toThrow();
  },
);
