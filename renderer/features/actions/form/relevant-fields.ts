import type { Field, Fields } from '../../../../shared/model/verbs/field.ts';
import type { Draft } from './form-state.ts';

interface Rule {
  /** The field that decides. A form that does not have it has no such rule. */
  readonly by: string;
  /** The choices in it that the field goes with; left out: any. */
  readonly with?: readonly string[];
  /** With such a choice nothing works without it. */
  readonly needed?: true;
}

const anImage = ['', 'image'];

/**
 * Fields that mean something only beside a certain choice (000, lines 18–31, 51–54, 65 and 77). `with: ''` is a choice
 * that nobody has made, where the cloud has one of its own.
 */
const rules: Readonly<Record<string, Rule>> = {
  imageId: { by: 'bootSource', with: anImage, needed: true },
  imageUrl: { by: 'bootSource', with: anImage },
  templateId: { by: 'bootSource', with: ['template'], needed: true },
  snapshotId: { by: 'bootSource', with: ['snapshot'], needed: true },
  bootDiskId: { by: 'bootSource', with: ['disk'], needed: true },
  osFamily: { by: 'bootSource', with: ['disk'] },
  osDistribution: { by: 'bootSource', with: ['disk'] },
  osVersion: { by: 'bootSource', with: ['disk'] },
  bootDiskSetId: { by: 'bootSource', with: ['', 'image', 'template', 'snapshot'] },
  bootDiskBytes: { by: 'bootSource', with: ['', 'image', 'template', 'snapshot'] },
  periods: { by: 'billing', with: ['month', 'year'] },
  gpuModel: { by: 'gpuKind', with: ['gpu'], needed: true },
  gpuCount: { by: 'gpuKind', with: ['gpu'], needed: true },
  vgpuModel: { by: 'gpuKind', with: ['vgpu'], needed: true },
  gpuBinding: { by: 'gpuKind' },
  cpuModel: { by: 'cpuMode', with: ['custom'] },
  secondAddress: { by: 'addressVersion', with: ['both'] },
  usbMode: { by: 'usbId' },
};

function goesWith({ with: choices }: Rule, chosen: unknown): boolean {
  return choices === undefined ? chosen !== '' : choices.includes(typeof chosen === 'string' ? chosen : '');
}

/** The fields that mean something as a form stands, and those among them that have become needed. */
export function relevantFields(fields: Fields, draft: Draft): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): (readonly [string, Field])[] => {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      if (rule === undefined || !Object.hasOwn(fields, rule.by)) return [[name, field]];
      if (!goesWith(rule, draft[rule.by])) return [];
      // An image can also be named by where it is.
      const isNeeded = rule.needed === true && !(name === 'imageId' && Object.hasOwn(fields, 'imageUrl'));
      return [[name, isNeeded ? { ...field, required: true } : field]];
    }),
  );
}
