import { describe, expect, it } from 'vitest';
import {
  emptyDraft,
  fieldNamed,
  readDraft,
  refusalByMain,
} from '../../../../../../renderer/features/actions/form/form-state.ts';
import { actionRequestSchema } from '../../../../../../shared/model/action.ts';
import type { Fields } from '../../../../../../shared/model/verbs/field.ts';
import { gibibyte, mebibyte } from '../../../../../../shared/model/verbs/traits.ts';
import { regionVerbs, vmActions, vmVerbs } from '../../../../../../shared/model/verbs/index.ts';

const wrongOf = (fields: Fields, draft: Parameters<typeof readDraft>[1]) => {
  const read = readDraft(fields, draft);
  return 'wrong' in read ? Object.fromEntries(read.wrong) : {};
};
const valuesOf = (fields: Fields, draft: Parameters<typeof readDraft>[1]) => {
  const read = readDraft(fields, draft);
  if ('wrong' in read) throw new Error(`wrong: ${JSON.stringify([...read.wrong])}`);
  return read.values;
};

describe('what a form says when it is read', () => {
  it('leaves out what is empty, so that the default of the cloud holds', () => {
    const draft = { ...emptyDraft(vmVerbs.resize.fields), cpuCount: '4', memoryBytes: '8 GiB' };
    expect(valuesOf(vmVerbs.resize.fields, draft)).toEqual({ cpuCount: 4, memoryBytes: 8 * gibibyte });
  });

  it('names every field that is needed and empty', () => {
    const wrong = wrongOf(regionVerbs.create.fields, emptyDraft(regionVerbs.create.fields));
    const needed = Object.entries(regionVerbs.create.fields).filter(([, field]) => 'required' in field);
    expect(wrong).toEqual(Object.fromEntries(needed.map(([name]) => [name, 'missing'])));
  });

  it.each([
    ['1e3', 'type'],
    ['2.5', 'type'],
    ['-1', 'type'],
    ['0', 'range'],
    ['1025', 'range'],
  ])('takes %s for no number of CPUs: %s', (cpuCount, reason) => {
    expect(wrongOf(vmVerbs.resize.fields, { cpuCount, memoryBytes: '1 GiB' })).toEqual({ cpuCount: reason });
  });

  it.each([
    ['1.5 GiB', 1536 * mebibyte],
    ['1,5 GiB', 1536 * mebibyte],
    ['512 MiB', 512 * mebibyte],
    [' 2 ', 2 * gibibyte],
  ])('reads %s', (memoryBytes, bytes) => {
    expect(valuesOf(vmVerbs.resize.fields, { cpuCount: '1', memoryBytes })).toMatchObject({ memoryBytes: bytes });
  });

  it.each([
    ['100.3 MiB', 'step'],
    ['64 MiB', 'range'],
    ['much GiB', 'type'],
    ['', 'missing'],
  ])('says what is wrong with %s', (memoryBytes, reason) => {
    expect(wrongOf(vmVerbs.resize.fields, { cpuCount: '1', memoryBytes })).toEqual({ memoryBytes: reason });
  });

  it('finds what is wrong inside lists, at its place', () => {
    const moves = [
      { diskId: 'disk-1', storageSetId: 'ssd', targetDiskId: '' },
      { diskId: '', storageSetId: 'ssd', targetDiskId: '' },
    ];
    expect(wrongOf(vmVerbs['storage-move'].fields, { moves })).toEqual({ 'moves.1.diskId': 'missing' });
    expect(wrongOf(vmVerbs['storage-move'].fields, { moves: [] })).toEqual({ moves: 'missing' });
    expect(valuesOf(vmVerbs['storage-move'].fields, { moves: moves.slice(0, 1) })).toEqual({
      moves: [{ diskId: 'disk-1', storageSetId: 'ssd' }],
    });
    expect(wrongOf(vmVerbs['cpu-bind'].fields, { bindings: ['0:1', ''] })).toEqual({ 'bindings.1': 'missing' });
  });

  it('sends a flag that must be said as no, and one that need not only as yes', () => {
    expect(valuesOf(vmVerbs.delete.fields, emptyDraft(vmVerbs.delete.fields))).toEqual({ withResources: false });
    expect(valuesOf(vmVerbs['cpu-bind'].fields, { degradable: false })).toEqual({});
    expect(valuesOf(vmVerbs['cpu-bind'].fields, { degradable: true })).toEqual({ degradable: true });
  });

  it('tells a wrong form from a wrong length', () => {
    const fields = vmVerbs['snapshot-create'].fields;
    expect(wrongOf(fields, { name: 'a b', remark: '', memory: false })).toEqual({ name: 'pattern' });
    expect(wrongOf(fields, { name: 'a', remark: 'x'.repeat(101), memory: false })).toEqual({ remark: 'length' });
    expect(wrongOf(vmVerbs['mac-set'].fields, { network: 'LAN', mac: '52-54' })).toEqual({ mac: 'pattern' });
  });

  it('makes requests that main takes, of every action that an empty form is enough for', () => {
    const read = vmActions.map(
      (action) => [action, readDraft(vmVerbs[action].fields, emptyDraft(vmVerbs[action].fields))] as const,
    );
    for (const [action, form] of read)
      if ('values' in form) expect(actionRequestSchema.safeParse({ action, ...form.values }).error).toBeUndefined();
  });
});

describe('the field that a refusal is about', () => {
  const names = ['vpcId', 'cpuCount', 'moves'];

  it.each([
    ['vpcId', 'vpcId'],
    ['VPCID', 'vpcId'],
    ['request.cpuCount', 'cpuCount'],
    ['moves.0.diskId', 'moves.0.diskId'],
    ['CPU', null],
    ['', null],
  ])('%s is %s', (refused, field) => expect(fieldNamed(names, refused)).toBe(field));
});

describe('why main refuses what the form let pass', () => {
  it.each([
    ['missing', 'missing'],
    ['combination', 'combination'],
    ['pattern', 'pattern'],
    ['range', 'value'],
    ['step', 'value'],
    ['length', 'value'],
    ['gone', 'value'],
    [undefined, 'value'],
  ])('%s is told as %s, never with the bounds of the form', (reason, told) => expect(refusalByMain(reason)).toBe(told));
});
