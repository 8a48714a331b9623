import type { Choice } from '../../../../shared/model/question.ts';
import { ownParts, type OwnChoiceKind } from '../../../../shared/model/verbs/field.ts';
import type { Vm } from '../../../../shared/model/vm.ts';
import { bytes, dateTime } from '../../../ui/format.ts';

export const isOwn = (kind: string): kind is OwnChoiceKind => Object.hasOwn(ownParts, kind);

const joined = (...notes: readonly string[]): string => notes.filter((note) => note !== '').join(' · ');

/** Parts of a VM as a field can name them. */
export function ownChoices(kind: OwnChoiceKind, vm: Vm, locale: string): readonly Choice[] {
  if (kind === 'own-disk')
    return vm.disks.map(({ id, name, device, sizeBytes }) => ({
      id,
      name: name === '' ? id : name,
      note: joined(device, sizeBytes === null ? '' : bytes(sizeBytes, locale)),
    }));
  if (kind === 'own-nic')
    return vm.nics
      .filter(({ id }) => id !== '')
      .map(({ id, address, network, name }) => ({ id, name: address, note: joined(network, name) }));
  if (kind !== 'own-snapshot')
    return vm[ownParts[kind]].map(({ id, name, kind: what }) => ({ id, name: name === '' ? id : name, note: what }));
  return vm.snapshots
    .filter(({ state }) => state === 'ready')
    .map(({ id, name, createdAt }) => ({ id, name, note: createdAt === null ? '' : dateTime(createdAt, locale) }));
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly note: string;
}

/** Options of a select: each id once, and the chosen one among them even when no list has it. */
export function optionsOf(choices: readonly Choice[], chosen: string): readonly Option[] {
  const options = new Map<string, Option>();
  for (const { id, name, note } of choices)
    if (id !== '' && !options.has(id))
      options.set(id, { value: id, label: name === '' ? id : name, note: note === '' ? id : note });
  if (chosen !== '' && !options.has(chosen)) options.set(chosen, { value: chosen, label: chosen, note: '' });
  return [...options.values()];
}

/** Options that have every word of the search in their name, note or id. */
export function matching(options: readonly Option[], search: string): readonly Option[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ value, label, note }) => {
    const text = `${label} ${note} ${value}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
