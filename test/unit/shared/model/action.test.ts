import { describe, expect, it } from 'vitest';
import { availability, isHard, type ActionAvailability, type ActionSubject } from '../../../../shared/model/action.ts';
import { consoleActions } from '../../../../shared/model/console-action.ts';
import { capabilities, type Capability } from '../../../../shared/model/capability.ts';
import { isTransitional, powerStateSchema, transitionalStates } from '../../../../shared/model/power.ts';
import { vmActions } from '../../../../shared/model/verbs/index.ts';
import { powerActions, powerTransitions } from '../../../../shared/model/verbs/power.ts';

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
    const settled = [
      ...['clone-cancel', 'clone-forget', 'options-set', 'renew', 'template-create', 'console-password-set'],
      ...['snapshot-policy-bind', 'snapshot-policy-unbind', 'rename', 'describe', 'tags-set', 'group-set', 'lock'],
      ...['unlock', 'assign', 'unassign', 'terminals-set'],
    ];
    const changes = [
      ...['snapshot-create', 'snapshot-revert', 'snapshot-delete', 'snapshot-clear'],
      ...['usb-attach', 'usb-detach', 'usb-channel-add', 'device-detach', 'clone', 'resize', 'balloon-set'],
      ...['cpu-bind', 'cpu-reserve', 'password-reset', 'hostname-set', 'cloud-init-set', 'key-bind', 'key-unbind'],
      ...['tools-insert', 'boot-cd', 'boot-disk', 'boot-order-set', 'iso-insert', 'iso-eject'],
      ...['floppy-insert', 'floppy-eject', 'disk-attach', 'disk-detach', 'disk-update'],
      ...['local-disk-attach', 'local-disk-detach', 'ova-export', 'foreign-move', 'mac-set', 'gateway-set'],
      ...['network-reset', 'nic-attach', 'nic-detach', 'nic-update', 'security-groups-set', 'external-address-set'],
      'migrate',
    ];
    const inOrder = (names: readonly string[]) =>
      [...vmActions, ...consoleActions].filter((one) => names.includes(one));
    expect(allowed['running']).toEqual(
      inOrder([
        ...['shutdown', 'power-off', 'restart', 'reset', 'pause', 'hibernate', 'storage-move', 'access-set'],
        ...['agent-install', 'agent-upgrade', 'disk-export', 'device-attach', 'cluster-migrate'],
        ...[...changes, ...settled, 'console-vnc', 'console-spice'],
      ]),
    );
    expect(allowed['stopped']).toEqual(
      inOrder([
        ...['start', 'start-with', 'reinstall', 'delete', 'memory-reserve', 'disk-import', 'disk-import-iscsi'],
        ...['display-set', 'display-attach', 'display-update', 'display-detach'],
        ...[...changes, ...settled],
      ]),
    );
    expect(allowed['paused']).toEqual(inOrder(['power-off', 'resume', ...settled]));
    expect(allowed['unknown']).toEqual(inOrder(['power-off', ...settled]));
    expect(allowed['suspended']).toEqual(inOrder(['wake', 'delete', ...settled]));
    expect(allowed['error']).toEqual(inOrder(['delete', ...settled]));
    expect(allowed['recycled']).toEqual(inOrder(['recycle-restore', 'recycle-purge']));
    for (const state of transitionalStates) {
      const whileItLasts = { migrating: ['migrate-cancel'], importing: ['import-resume', 'import-abort'] };
      expect(allowed[state]).toEqual((whileItLasts as Readonly<Record<string, readonly string[]>>)[state] ?? []);
    }
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

  it('lets a change be ended while the task of ours that made it goes on', () => {
    expect(availability('migrate-cancel', subject('migrating', true), all, true).enabled).toBe(true);
    expect(availability('clone-cancel', subject('running', true), all, true).enabled).toBe(true);
    expect(availability('rename', subject('running', true), all, true).reason).toBe('busy');
  });

  it('calls hard what stops work or loses data', () => {
    expect([...vmActions, ...consoleActions].filter(isHard)).toEqual([
      ...['power-off', 'reset', 'snapshot-revert', 'snapshot-delete', 'snapshot-clear'],
      ...['clone-cancel', 'reinstall', 'delete', 'recycle-purge', 'disk-detach', 'local-disk-detach'],
      ...['foreign-move', 'disk-import', 'disk-import-iscsi', 'import-abort', 'network-reset', 'nic-detach'],
      ...['device-detach', 'cluster-migrate'],
    ]);
  });

  it('ends every power action in a settled state that it passes to only through transitional ones', () => {
    for (const action of powerActions) {
      const { via, to } = powerTransitions[action];
      expect(via.every(isTransitional)).toBe(true);
      expect(isTransitional(to)).toBe(false);
    }
  });
});
