import { configurationVerbs } from './configuration.ts';
import { creationVerbs } from './creation.ts';
import { deviceVerbs } from './devices.ts';
import type { Values } from './field.ts';
import { guestVerbs } from './guest.ts';
import { importVerbs } from './imports.ts';
import { lifecycleVerbs } from './lifecycle.ts';
import { mediaVerbs } from './media.ts';
import { networkVerbs } from './network.ts';
import { organisationVerbs } from './organisation.ts';
import { placementVerbs } from './placement.ts';
import { powerVerbs } from './power.ts';
import { snapshotVerbs } from './snapshots.ts';
import { storageVerbs } from './storage.ts';
import { surroundingVerbs } from './surroundings.ts';
import { transferVerbs } from './transfer.ts';
import { usbVerbs } from './usb.ts';
import type { Verb, VerbCategory } from './verb.ts';

/** Everything that can be done with a VM, on whatever cloud; a cloud's capabilities say which of it it can do. */
export const vmVerbs = {
  ...powerVerbs,
  ...snapshotVerbs,
  ...usbVerbs,
  ...lifecycleVerbs,
  ...configurationVerbs,
  ...guestVerbs,
  ...mediaVerbs,
  ...storageVerbs,
  ...transferVerbs,
  ...networkVerbs,
  ...deviceVerbs,
  ...placementVerbs,
  ...organisationVerbs,
} as const;

/** What ends in a new VM. */
const makingVerbs = { ...creationVerbs, ...importVerbs } as const;

/** Everything that is done in a region and names no VM that is there. */
export const regionVerbs = { ...makingVerbs, ...surroundingVerbs } as const;

export type VmAction = keyof typeof vmVerbs;
export type RegionAction = keyof typeof regionVerbs;
export type Action = VmAction | RegionAction;

export type MakingRequest = RegionRequestOf<keyof typeof makingVerbs>;
export const isMaking = (request: AnyRequest): request is MakingRequest => Object.hasOwn(makingVerbs, request.action);
export const isRegional = (request: AnyRequest): request is RegionRequest => Object.hasOwn(regionVerbs, request.action);

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
