import { describe, expect, it } from 'vitest';
import {
  availability,
  consoleActions,
  isHard,
  vmActions,
  type ActionAvailability,
  type ActionSubject,
} from '../../../../shared/model/action.ts';
import { capabilities, type Capability } from '../../../../shared/model/capability.ts';
import {
  isTransitional,
  powerActions,
  powerStateSchema,
  powerTransitions,
  transitionalStates,
} from '../../../../shared/model/power.ts';

const all: ReadonlySet<Capability> = new Set(capabilities);
const everyAvailability = (vm: ActionSubject): readonly ActionAvailability[] =>
  [...vmActions, ...consoleActions].map((action) => availability(action, vm, all, true));
const subject = (state: (typeof powerStateSchema.options)[number], busy = false) => ({
  power: { state },
  consoles: ['vnc', 'spice'],
  busy,
});

describe('what can be done with a VM', () => {
  it('allows in each state exactly the actions of the table', () => {
    const allowed = Object.fromEntries(
      powerStateSchema.options.map((state) => [
        state,
        everyAvailability(subject(state))
          .filter((one) => one.enabled)
          .map((one) => one.action),
      ]),
    );
    const changes = ['snapshot-create', 'snapshot-revert', 'snapshot-delete', 'usb-attach', 'usb-detach'];
    expect(allowed['running']).toEqual([
      'shutdown',
      'power-off',
      'restart',
      ...changes,
      'console-vnc',
      'console-spice',
    ]);
    expect(allowed['stopped']).toEqual(['start', ...changes]);
    expect(allowed['paused']).toEqual(['power-off']);
    expect(allowed['unknown']).toEqual(['power-off']);
    expect(allowed['suspended']).toEqual([]);
    expect(allowed['error']).toEqual([]);
    for (const state of transitionalStates) expect(allowed[state]).toEqual([]);
  });

  it('gives a reason for every action that is not allowed, and none for those that are', () => {
    for (const state of powerStateSchema.options) {
      for (const one of everyAvailability(subject(state))) expect(one.enabled).toBe(one.reason === null);
    }
  });

  it('names the first thing that stands in the way', () => {
    expect(availability('start', subject('running'), all, true).reason).toBe('needs-stopped');
    expect(availability('start', subject('starting'), all, true).reason).toBe('in-transition');
    expect(availability('start', subject('stopped', true), all, true).reason).toBe('busy');
    expect(availability('start', subject('stopped'), all, false).reason).toBe('offline');
    expect(availability('start', subject('stopped'), new Set(), false).reason).toBe('unsupported');
    expect(availability('console-spice', { ...subject('running'), consoles: ['vnc'] }, all, true).reason).toBe(
      'no-console',
    );
  });

  it('lets a console be opened while a task of ours changes the VM', () => {
    expect(availability('console-vnc', subject('running', true), all, true).enabled).toBe(true);
  });

  it('calls hard what stops work or loses data', () => {
    expect(
      everyAvailability(subject('running'))
        .filter((one) => isHard(one.action))
        .map((one) => one.action),
    ).toEqual(['power-off', 'snapshot-revert', 'snapshot-delete']);
  });

  it('ends every power action in a settled state that it passes to only through transitional ones', () => {
    for (const action of powerActions) {
      const { via, to } = powerTransitions[action];
      expect(via.every(isTransitional)).toBe(true);
      expect(isTransitional(to)).toBe(false);
    }
  });
});
