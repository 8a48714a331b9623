import { describe, expect, it } from 'vitest';
import { cloudsOf, divide, indexConnections, needsConfirmation, verbFor } from '../../../../renderer/ui/actions.ts';
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

describe('what an action asks for', () => {
  const clouds = indexConnections([
    aConnection({
      fields: { delete: { withResources: 'required' }, resize: { cpuCount: 'required', flavorId: 'optional' } },
    }),
    aConnection({ id: 'c2', fields: { resize: { cpuCount: 'required', memoryBytes: 'required' } } }),
  ]);
  const fieldsOf = (action: 'delete' | 'resize', ...ids: readonly string[]) => {
    const vms = ids.map((connectionId) => aRow('web', 'stopped', { connectionId }));
    return Object.keys(verbFor(action, cloudsOf(vms, clouds)).fields);
  };

  it('is what the cloud of the VM takes', () => {
    expect(fieldsOf('delete', 'c1')).toEqual(['withResources']);
    expect(fieldsOf('delete', 'c2')).toContain('permanently');
    expect(fieldsOf('resize', 'c2')).toEqual(['cpuCount', 'memoryBytes']);
  });

  it('is for VMs of several clouds what all of them take', () => {
    expect(fieldsOf('resize', 'c1', 'c2', 'c1')).toEqual(['cpuCount']);
  });
});
