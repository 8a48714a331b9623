import { configurationVerbs, mediaVerbs, networkVerbs, storageVerbs } from './configuration.ts';
import { regionVerbs } from './creation.ts';
import type { Values } from './field.ts';
import { lifecycleVerbs } from './lifecycle.ts';
import { powerVerbs } from './power.ts';
import { snapshotVerbs } from './snapshots.ts';
import { usbVerbs } from './usb.ts';
import type { Verb, VerbCategory } from './verb.ts';

/** Everything that can be done with a VM, on whatever cloud; a cloud's capabilities say which of it it can do. */
export const vmVerbs = {
  ...powerVerbs,
  ...snapshotVerbs,
  ...usbVerbs,
  ...lifecycleVerbs,
  ...configurationVerbs,
  ...mediaVerbs,
  ...storageVerbs,
  ...networkVerbs,
} as const;

export { regionVerbs };

export type VmAction = keyof typeof vmVerbs;
export type RegionAction = keyof typeof regionVerbs;
export type Action = VmAction | RegionAction;

export const vmActions = Object.keys(vmVerbs) as readonly VmAction[];
export const regionActions = Object.keys(regionVerbs) as readonly RegionAction[];
export const actions: readonly Action[] = [...vmActions, ...regionActions];

const all: Readonly<Record<Action, Verb>> = { ...vmVerbs, ...regionVerbs };
export const verbOf = (action: Action): Verb => all[action];

/** An action with its values. */
export type RequestOf<A extends VmAction> = A extends VmAction
  ? { readonly action: A } & Values<(typeof vmVerbs)[A]['fields']>
  : never;
export type RegionRequestOf<A extends RegionAction> = A extends RegionAction
  ? { readonly action: A } & Values<(typeof regionVerbs)[A]['fields']>
  : never;
export type ActionRequest = RequestOf<VmAction>;
export type RegionRequest = RegionRequestOf<RegionAction>;
export type AnyRequest = ActionRequest | RegionRequest;

export const actionsIn = (category: VerbCategory): readonly VmAction[] =>
  vmActions.filter((action) => vmVerbs[action].category === category);
