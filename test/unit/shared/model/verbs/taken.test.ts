import { describe, expect, it } from 'vitest';
import { actions, verbOf } from '../../../../../shared/model/verbs/index.ts';
import { takenFieldsSchema, verbTaken } from '../../../../../shared/model/verbs/taken.ts';

describe('an action as one cloud has it', () => {
  it('has the fields and secrets that the cloud takes, in the order of the table, and no other', () => {
    const { fields, secrets } = verbTaken(verbOf('create'), {
      imageId: 'optional',
      name: 'optional',
      password: 'optional',
    });
    expect(Object.keys(fields)).toEqual(['name', 'imageId']);
    expect(secrets).toEqual({ password: 'optional' });
  });

  it('demands what the cloud or the table demands', () => {
    const { fields, secrets } = verbTaken(verbOf('create'), {
      ...{ name: 'optional', vpcId: 'required', imageId: 'optional', password: 'required' },
    });
    expect(Object.entries(fields).filter(([, field]) => field.required === true)).toHaveLength(2);
    expect(fields['vpcId']?.required).toBe(true);
    expect(fields['imageId']?.required).toBeUndefined();
    expect(secrets).toEqual({ password: 'required' });
  });

  it('offers the choices that the cloud knows', () => {
    const { fields } = verbTaken(verbOf('create'), { bootSource: ['image', 'disk'] });
    expect(fields['bootSource']).toEqual({ type: 'choice', of: ['image', 'disk'] });
  });

  it('is, narrowed twice, what both clouds take', () => {
    const one = { name: 'required', vpcId: 'required', bootSource: ['image', 'disk'] } as const;
    const other = { name: 'required', zoneId: 'required', bootSource: ['image', 'snapshot'] } as const;
    const { fields } = verbTaken(verbTaken(verbOf('create'), one), other);
    expect(Object.keys(fields)).toEqual(['name', 'bootSource']);
    expect(fields['bootSource']).toEqual({ type: 'choice', of: ['image'] });
  });

  it('is the row of the table where the cloud says nothing of it', () => {
    for (const action of actions) expect(verbTaken(verbOf(action), undefined)).toBe(verbOf(action));
  });

  it('can be told of actions that there are only', () => {
    expect(takenFieldsSchema.safeParse({ create: { name: 'required', bootSource: ['disk'] } }).success).toBe(true);
    expect(takenFieldsSchema.safeParse({ 'no-such-action': {} }).success).toBe(false);
  });
});
