import { describe, expect, it } from 'vitest';
import {
  haveAllAnswered,
  isAvailable,
  isRegionStale,
  shownStatus,
  unsettledRegions,
} from '../../../../renderer/ui/connection-health.ts';
import { aConnection } from '../sample.ts';

const error = { code: 'net.refused', params: {}, detail: null } as const;

describe('shownStatus', () => {
  it('keeps a failed connection failed while it tries again', () => {
    expect(shownStatus({ status: 'syncing', error, syncedAt: 1 })).toBe('failed');
    expect(shownStatus({ status: 'connecting', error, syncedAt: null })).toBe('failed');
  });

  it('keeps a connection with VMs connected while it reads them anew', () => {
    expect(shownStatus({ status: 'syncing', error: null, syncedAt: 1 })).toBe('online');
  });

  it('shows the first connect and the first sync as they are', () => {
    expect(shownStatus({ status: 'connecting', error: null, syncedAt: null })).toBe('connecting');
    expect(shownStatus({ status: 'syncing', error: null, syncedAt: null })).toBe('syncing');
  });

  it('recovers with the next good sync', () => {
    expect(isAvailable({ status: 'online', error: null, syncedAt: 2 })).toBe(true);
  });
});

it('counts a failure as an answer and a first sync as none', () => {
  const failed = { status: 'failed', error, syncedAt: null } as const;
  expect(haveAllAnswered([failed, { status: 'online', error: null, syncedAt: 1 }])).toBe(true);
  expect(haveAllAnswered([failed, { status: 'syncing', error: null, syncedAt: null }])).toBe(false);
});

describe('isRegionStale', () => {
  const regions = [
    { id: 'north', name: 'North', error: null, unsettled: false },
    { id: 'south', name: 'South', error, unsettled: true },
  ];

  it('doubts the VMs of a region that did not answer, and only those', () => {
    const connection = aConnection({ regions });
    expect(isRegionStale(connection, 'south')).toBe(true);
    expect(isRegionStale(connection, 'north')).toBe(false);
  });

  it('does not doubt those of a list that may lack others, which is told while the region answers', () => {
    const north = { id: 'north', name: 'North', error: null, unsettled: true };
    const connection = aConnection({ regions: [north, ...regions.slice(1)] });
    expect(isRegionStale(connection, 'north')).toBe(false);
    expect(unsettledRegions(connection)).toEqual([north]);
  });

  it('doubts every VM of a connection that is not available or gone', () => {
    expect(isRegionStale(aConnection({ regions, status: 'failed', error }), 'north')).toBe(true);
    expect(isRegionStale(undefined, 'north')).toBe(true);
  });
});
