import { describe, expect, it } from 'vitest';
import { isSameView, readRecord } from '../../../../electron/services/connection-record.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../../shared/model/connection.ts';

const settings: Pick<ConnectionSettings, 'name' | 'kind' | 'url' | 'publicKey' | 'regions' | 'color'> = {
  ...{ name: 'Lab', kind: 'ucloudstack', url: 'https://cloud.example/api', publicKey: 'public' },
  ...{ regions: ['cn-1'], color: 'teal' },
};
const full: ConnectionSettings = { ...connectionDefaults, ...settings };
const read = (change: object, more: object = {}) =>
  readRecord(
    new TextEncoder().encode(
      JSON.stringify({ settings: { ...settings, ...change }, privateKey: 'k', order: 1, ...more }),
    ),
  );

describe('a record', () => {
  it('is read as it is written', () => {
    const written = { ...full, companyIds: [7, 8], projectIds: ['project-1'], tags: ['a'] };
    const secrets = { proxyPassword: 'p' };
    expect(read(written, { secrets })).toEqual({ settings: written, privateKey: 'k', secrets, order: 1 });
  });

  it('of before connections said how they reach their cloud gets what was done then', () => {
    const lists = { companyIds: [7, 8], projectIds: ['project-1'] };
    expect(read(lists)).toEqual({ settings: { ...full, ...lists }, privateKey: 'k', secrets: {}, order: 1 });
  });

  it('of before there were jump hosts and TLS of consoles gets what was done then', () => {
    const { jump, consoleTls, consolePins, ...earlier } = full;
    expect([jump, consoleTls, consolePins]).toEqual([null, 'offered', []]);
    expect(read(earlier).settings).toEqual(full);
    expect(read({ ...earlier, tags: ['a'] }).settings).toEqual({ ...full, tags: ['a'] });
  });

  it.each([
    [null, []],
    [200000236, [200000236]],
  ])('that has one company (%s) is read as one with a list', (companyId, companyIds) => {
    expect(read({ companyId }).settings).toEqual({ ...full, companyIds });
  });

  it.each([
    ...[{}, { companyId: 'x' }, { companyIds: [7] }, { companyIds: [0], projectIds: [] }],
    ...[
      { ...full, trust: { kind: 'anybody' } },
      { ...full, limits: {} },
    ],
  ])('that is damaged is refused: %j', (change) => {
    expect(() => read(change)).toThrow();
  });
});

describe('two connections', () => {
  it.each([
    [{}, true],
    [{ name: 'Other', color: 'pink' }, true],
    [{ url: 'https://CLOUD.example/api/' }, true],
    [{ url: 'https://cloud.example./api' }, true],
    [{ url: 'https://two.example/api', otherUrls: ['https://cloud.example/api'] }, true],
    [{ url: 'https://two.example/api' }, false],
    [{ publicKey: 'other' }, false],
    [{ regions: [] }, false],
    [{ companyIds: [7] }, false],
  ] as const)('with other %j are about the same: %s', (change, same) => {
    expect(isSameView(full, { ...full, ...(change as Partial<ConnectionSettings>) })).toBe(same);
  });
});
