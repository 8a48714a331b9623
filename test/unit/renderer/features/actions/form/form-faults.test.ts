import { describe, expect, it } from 'vitest';
import {
  blamed,
  faultsOf,
  isLeftEmpty,
  stillWrong,
} from '../../../../../../renderer/features/actions/form/form-faults.ts';
import { itemsOf } from '../../../../../../renderer/features/actions/form/form-sections.ts';
import { emptyDraft, readDraft } from '../../../../../../renderer/features/actions/form/form-state.ts';
import { regionVerbs, vmVerbs } from '../../../../../../shared/model/verbs/index.ts';

const { fields } = vmVerbs.resize;
const wrong = new Map([
  ['cpuCount', 'range'],
  ['memoryBytes', 'missing'],
] as const);

describe('what keeps a form from being sent', () => {
  it('is what is wrong with its fields, and secrets that are needed', () => {
    const items = itemsOf(vmVerbs['password-reset']);
    expect([...faultsOf({ values: {} }, items, {})]).toEqual([['password', 'missing']]);
    expect([...faultsOf({ values: {} }, items, { password: 'x' })]).toEqual([]);
    const read = readDraft(fields, { cpuCount: '0', memoryBytes: '1 GiB' });
    expect([...faultsOf(read, itemsOf(vmVerbs.resize), {})]).toEqual([['cpuCount', 'range']]);
  });

  it('goes as soon as the field is right, and leaves the others', () => {
    const draft = { cpuCount: '2', memoryBytes: '' };
    expect([...stillWrong(wrong, 'cpuCount', fields, draft).keys()]).toEqual(['memoryBytes']);
  });

  it('stays while the field is still wrong', () => {
    expect(stillWrong(wrong, 'cpuCount', fields, { cpuCount: '0', memoryBytes: '' })).toEqual(wrong);
  });

  it('goes with any change where only the cloud knew of it', () => {
    const byTheCloud = new Map([['cpuCount', 'value']] as const);
    expect(stillWrong(byTheCloud, 'cpuCount', fields, { cpuCount: '3', memoryBytes: '1 GiB' }).size).toBe(0);
  });

  it('is the field that an answer blames, where the form has it', () => {
    const items = itemsOf(regionVerbs.create);
    const refusal = (field: string, reason: string) =>
      blamed(items, { code: 'cloud.invalid-parameter', params: { field, reason }, detail: null });
    expect([...refusal('address', 'pattern')]).toEqual([['address', 'pattern']]);
    expect([...refusal('VPCID', 'odd')]).toEqual([['vpcId', 'value']]);
    expect(refusal('Nowhere', 'value').size).toBe(0);
    expect(blamed(items, { code: 'cloud.denied', params: { field: 'address' }, detail: null }).size).toBe(0);
  });

  it('is nothing at all, where an action needs something to change', () => {
    expect(isLeftEmpty('options-set', {})).toBe(true);
    expect(isLeftEmpty('options-set', { dns: '10.0.0.1' })).toBe(false);
    expect(isLeftEmpty('cpu-bind', {})).toBe(true);
    const { fields: binding } = vmVerbs['cpu-bind'];
    const ending = readDraft(binding, { ...emptyDraft(binding), unbind: true });
    expect('values' in ending && isLeftEmpty('cpu-bind', ending.values)).toBe(false);
    expect(isLeftEmpty('reinstall', {})).toBe(false);
  });
});
