import { describe, expect, it } from 'vitest';
import { relevantFields } from '../../../../../../renderer/features/actions/form/relevant-fields.ts';
import type { Draft } from '../../../../../../renderer/features/actions/form/form-state.ts';
import { regionVerbs, vmVerbs } from '../../../../../../shared/model/verbs/index.ts';

const { fields } = regionVerbs.create;
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
const shown = (draft: Draft, all = without('imageUrl')) => relevantFields(all, draft);

describe('the fields that mean something', () => {
  it.each([
    ['image', ['imageId', 'bootDiskSetId', 'bootDiskBytes'], ['bootDiskId', 'templateId', 'snapshotId', 'osFamily']],
    ['disk', ['bootDiskId', 'osFamily', 'osVersion'], ['imageId', 'bootDiskSetId', 'bootDiskBytes', 'templateId']],
    ['template', ['templateId', 'bootDiskBytes'], ['imageId', 'bootDiskId', 'snapshotId']],
  ])('go with booting from %s', (bootSource, with_, not) => {
    const names = Object.keys(shown({ bootSource }));
    expect(names).toEqual(expect.arrayContaining(with_));
    expect(names.filter((name) => not.includes(name))).toEqual([]);
  });

  it('are needed where nothing works without them', () => {
    expect(shown({ bootSource: '' })['imageId']).toMatchObject({ required: true });
    expect(shown({ bootSource: 'disk' })['bootDiskId']).toMatchObject({ required: true });
    expect(shown({ gpuKind: 'vgpu' })['vgpuModel']).toMatchObject({ required: true });
    expect(shown({ bootSource: 'image' })['bootDiskBytes']).not.toHaveProperty('required');
  });

  it('leave open which image it is where its address will do', () => {
    expect(relevantFields(fields, { bootSource: 'image' })['imageId']).not.toHaveProperty('required');
  });

  it('count periods only where they are paid for', () => {
    expect(shown({ billing: 'hour' })).not.toHaveProperty('periods');
    expect(shown({ billing: 'year' })).toHaveProperty('periods');
  });

  it('are all of them where nothing is chosen between', () => {
    expect(relevantFields(vmVerbs.reinstall.fields, {})).toEqual(vmVerbs.reinstall.fields);
    expect(relevantFields(vmVerbs.renew.fields, {})).toHaveProperty('periods');
    const named = without('bootSource', 'gpuKind', 'billing', 'cpuMode', 'addressVersion', 'usbId');
    expect(relevantFields(named, {})).toEqual(named);
  });
});
