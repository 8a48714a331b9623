import { expect, it } from 'vitest';
import { statesOf, toggleGroup } from '../../../../../renderer/features/inventory/state-groups.ts';
import { transitionalStates } from '../../../../../shared/model/power.ts';

it('asks for every state while no group is chosen', () => {
  expect(statesOf(new Set())).toEqual([]);
});

it('joins the states of the chosen groups', () => {
  const groups = toggleGroup(toggleGroup(new Set(), 'changing'), 'failed');
  expect(statesOf(groups)).toEqual([...transitionalStates, 'error']);
  expect(statesOf(toggleGroup(groups, 'changing'))).toEqual(['error']);
});
