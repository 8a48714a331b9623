import { describe, expect, it } from 'vitest';
import { FleetBook } from '../../../../electron/services/fleet-book.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import { aVm } from '../../../support/vms.ts';

const vmIn = (state: PowerState, connectionId = 'c1') =>
  aVm({ name: 'a', connectionId, power: { state, raw: state, since: 0, progress: null } });

describe('FleetBook', () => {
  it('counts each VM of a connection once, however often it is read', () => {
    const book = new FleetBook();
    const vm = vmIn('running');
    book.note(undefined, vm);
    book.note(vm, vm);
    book.note(undefined, vmIn('running', 'c2'));
    expect([book.count('c1'), book.count('c2'), book.count('c3')]).toEqual([1, 1, 0]);
    book.note(vm, undefined);
    expect(book.count('c1')).toBe(0);
  });

  it('knows what moves until it has arrived or gone', () => {
    const book = new FleetBook();
    const [starting, running] = [vmIn('starting'), vmIn('running')];
    book.note(undefined, starting);
    expect([...book.moving('c1')]).toEqual([starting.id]);
    book.note(starting, running);
    expect([...book.moving('c1')]).toEqual([]);
    book.note(running, starting);
    book.note(starting, undefined);
    expect([...book.moving('c1')]).toEqual([]);
  });

  it('takes a state that no document names for one that may pass', () => {
    const book = new FleetBook();
    book.note(undefined, vmIn('unknown'));
    expect([...book.moving('c1')]).toEqual([vmIn('unknown').id]);
  });

  it('hands out once what was watched, the latest when it was too much', () => {
    const book = new FleetBook();
    const many = Array.from({ length: 600 }, (_, at) => aVm({ name: String(at) }));
    book.watch(many);
    book.watch([aVm({ name: '100' })]);
    const ids = book.takeWatched('c1');
    expect(ids).toHaveLength(500);
    expect(ids.at(-1)).toBe('c1/vm-100');
    expect(ids).not.toContain('c1/vm-99');
    expect(book.takeWatched('c1')).toEqual([]);
  });
});
