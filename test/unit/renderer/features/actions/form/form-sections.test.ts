import { describe, expect, it } from 'vitest';
import { itemsOf, sectionsOf } from '../../../../../../renderer/features/actions/form/form-sections.ts';
import { actions, verbOf } from '../../../../../../shared/model/verbs/index.ts';

const namesOf = (action: (typeof actions)[number]) =>
  sectionsOf(itemsOf(verbOf(action))).map(({ theme, main, more }) => ({
    theme,
    main: main.map(({ name }) => name),
    more: more.map(({ name }) => name),
  }));

describe('the sections of a form', () => {
  it.each(actions)('have every line of %s once, and what is needed in sight', (action) => {
    const items = itemsOf(verbOf(action));
    const sections = sectionsOf(items);
    const shown = sections.flatMap(({ main, more }) => [...main, ...more]);
    expect(shown.map(({ name }) => name).sort()).toEqual(items.map(({ name }) => name).sort());
    const folded = sections.flatMap(({ more }) => more);
    expect(folded.filter((item) => (item.kind === 'field' ? item.field.required : item.required))).toEqual([]);
  });

  it('have headings only where there is much to fill in', () => {
    expect(namesOf('resize')).toMatchObject([{ theme: null, main: ['cpuCount', 'memoryBytes'] }]);
    expect(namesOf('resize')[0]?.more).toContain('gpuKind');
    expect(namesOf('create').map(({ theme }) => theme)).toEqual([
      ...['basics', 'size', 'disks', 'networks', 'guest', 'billing', 'belonging', 'advanced'],
    ]);
  });

  it('fold nothing away when all of it is optional', () => {
    expect(namesOf('options-set').flatMap(({ more }) => more)).toEqual([]);
    expect(namesOf('gateway-set').flatMap(({ more }) => more)).toEqual([]);
  });

  it('leave out what the caller knows', () => {
    expect(itemsOf(verbOf('snapshot-revert'), ['snapshotId', 'snapshotName']).map(({ name }) => name)).toEqual([
      'otherHost',
    ]);
  });
});
