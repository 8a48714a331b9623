import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../../../../renderer/features/actions/form/form-sections.ts';
import { verbIn } from '../../../../../../renderer/features/actions/form/verb-in.ts';
import { aConnection } from '../../../sample.ts';

const taking = aConnection({ fields: { resize: { cpuCount: 'required', memoryBytes: 'required', gpuKind: ['gpu'] } } });

describe('what a form asks for a cloud', () => {
  it('is what the cloud takes, with the choices that it knows', () => {
    const verb = verbIn(taking, 'resize');
    expect(itemsOf(verb).map(({ name }) => name)).toEqual(['cpuCount', 'memoryBytes', 'gpuKind']);
    expect(verb.fields['gpuKind']).toMatchObject({ of: ['gpu'] });
  });

  it('is everything where the cloud says nothing of the action', () => {
    expect(verbIn(taking, 'mac-set')).toEqual(verbIn(undefined, 'mac-set'));
  });
});
