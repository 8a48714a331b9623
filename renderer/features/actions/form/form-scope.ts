import { createContext, useContext } from 'react';
import type { ConnectionView } from '../../../../shared/model/connection.ts';
import type { ChoiceKind } from '../../../../shared/model/verbs/field.ts';
import type { Action } from '../../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../../shared/model/vm.ts';
import type { FormSection } from './form-sections.ts';
import { nothingWrong, type Draft, type Wrong } from './form-state.ts';

/** The cloud that lists of a form are asked of. */
export interface Place {
  readonly connection: ConnectionView;
  readonly region: string;
}

/** What the fields of one form share. */
export interface FormScope {
  readonly action: Action;
  /** `null` where no one cloud can be asked, e.g. for VMs of several. */
  readonly place: Place | null;
  /** The VM whose own parts can be chosen. */
  readonly vm: Vm | null;
  readonly draft: Draft;
  readonly wrong: Wrong;
  /** The path of the field that takes the focus when the form opens. */
  readonly first: string;
}

const Scope = createContext<FormScope>({
  ...{ action: 'start', place: null, vm: null },
  ...{ draft: {}, wrong: nothingWrong, first: '' },
});

export const FormScopeProvider = Scope.Provider;
export const useFormScope = (): FormScope => useContext(Scope);

/** Lists that make sense within another choice only, and the field that this one is made in. */
const narrowedBy: Readonly<Partial<Record<ChoiceKind, string>>> = { subnet: 'vpcId' };

export const narrowing = (kind: string): string | null => narrowedBy[kind as ChoiceKind] ?? null;

const askedForVm: ReadonlySet<ChoiceKind> = new Set(['migration-host', 'host-device', 'local-disk']);

/** Whether a list is one of what there is for one VM. */
export const isAskedForVm = (kind: ChoiceKind): boolean => askedForVm.has(kind);

/** The fields that mean nothing any more when another has changed. */
export const dependents: Readonly<Record<string, readonly string[]>> = { vpcId: ['subnetId'] };

/** Where a person begins: the first line, inside of its list or group where it has one from the start. */
export function firstPath(sections: readonly FormSection[]): string {
  const [item] = sections.flatMap(({ main, more }) => [...main, ...more]);
  if (item === undefined) return '';
  if (item.kind === 'secret' || item.field.type !== 'list') return item.name;
  const { item: line, required } = item.field;
  if (required !== true) return item.name;
  const [inner] = line.type === 'group' ? Object.keys(line.fields) : [];
  return [item.name, '0', ...(inner === undefined ? [] : [inner])].join('.');
}
