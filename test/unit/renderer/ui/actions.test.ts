import { describe, expect, it } from 'vitest';
import { divide, indexConnections, needsConfirmation } from '../../../../renderer/ui/actions.ts';
import { aConnection, aRow } from '../sample.ts';

const connections = indexConnections([
  aConnection(),
  aConnection({ id: 'c2', status: 'failed', error: { code: 'net.refused', params: {}, detail: null } }),
]);

describe('divide', () => {
  it('sends what can be done and names why the rest cannot', () => {
    const { allowed, refused } = divide(
      'shutdown',
      [
        aRow('web', 'running'),
        aRow('db', 'stopped'),
        aRow('moving', 'starting'),
        aRow('busy', 'running', { busy: true }),
        aRow('away', 'running', { id: 'c2/away', connectionId: 'c2' }),
        aRow('orphan', 'running', { id: 'c9/orphan', connectionId: 'c9' }),
      ],
      connections,
    );
    expect(allowed.map((vm) => vm.name)).toEqual(['web']);
    expect(refused.map(({ vm, reason }) => [vm.name, reason])).toEqual([
      ['db', 'needs-running'],
      ['moving', 'in-transition'],
      ['busy', 'busy'],
      ['away', 'offline'],
      ['orphan', 'unsupported'],
    ]);
  });
});

describe('needsConfirmation', () => {
  it('always asks before hard actions', () => {
    expect(needsConfirmation('power-off', 1, 0)).toBe(true);
    expect(needsConfirmation('snapshot-delete', 1, 0)).toBe(true);
  });

  it('asks before ending the work of several guests, not of one', () => {
    expect(needsConfirmation('restart', 1, 0)).toBe(false);
    expect(needsConfirmation('restart', 2, 0)).toBe(true);
    expect(needsConfirmation('start', 5, 0)).toBe(false);
  });

  it('asks when some would be left out', () => {
    expect(needsConfirmation('start', 2, 1)).toBe(true);
  });
});
