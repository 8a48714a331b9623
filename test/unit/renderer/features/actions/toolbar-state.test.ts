import { describe, expect, it } from 'vitest';
import { preferredConsole, toolbarReason } from '../../../../../renderer/features/actions/toolbar-state.ts';
import { indexConnections } from '../../../../../renderer/ui/actions.ts';
import { aConnection, aRow } from '../../sample.ts';

const connections = indexConnections([aConnection()]);

describe('toolbarReason', () => {
  it('asks for a selection first', () => {
    expect(toolbarReason('start', [], connections)).toBe('no-selection');
  });

  it('is enabled while one of several allows the action', () => {
    expect(toolbarReason('start', [aRow('a', 'running'), aRow('b', 'stopped')], connections)).toBeNull();
  });

  it('gives the first reason when none allows it', () => {
    expect(toolbarReason('start', [aRow('a', 'running'), aRow('b', 'starting')], connections)).toBe('needs-stopped');
  });

  it('opens the console of one VM only', () => {
    expect(toolbarReason('console-vnc', [aRow('a', 'running'), aRow('b', 'running')], connections)).toBe('one-vm');
    expect(toolbarReason('console-vnc', [aRow('a', 'running')], connections)).toBeNull();
  });
});

describe('preferredConsole', () => {
  it('takes what the VM offers', () => {
    expect(preferredConsole([aRow('a', 'running')], connections)).toBe('vnc');
    expect(preferredConsole([aRow('a', 'running', { consoles: ['spice'] })], connections)).toBe('spice');
    expect(preferredConsole([aRow('a', 'stopped')], connections)).toBeNull();
  });
});
