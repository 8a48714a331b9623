import { checkRegion, inventoryActions } from './actions/inventory.ts';
import { consoleActions } from './actions/consoles.ts';
import { powerActions } from './actions/power.ts';
import { snapshotActions } from './actions/snapshots.ts';
import { usbActions } from './actions/usb.ts';
import type { Action, ActionContext, Actions } from './actions/action.ts';
import { validate } from './parameters.ts';
import { RET, Refusal } from './retcodes.ts';
import { signatureMatches, type Flat } from './signature.ts';

/** Every action this cloud knows. */
export const ACTIONS: Actions = {
  ...inventoryActions,
  ...powerActions,
  ...snapshotActions,
  ...consoleActions,
  ...usbActions,
};

export interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const actionOf = (flat: Flat): Action => {
  const name = flat.get('Action');
  if (name === undefined) throw new Refusal(RET.noAction, 'Missing Action');
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw new Refusal(RET.noSuchApi, `No such API: ${name}`);
  return action;
};

const authenticate = (flat: Flat, keys: Keys): void => {
  if (!flat.has('PublicKey')) throw new Refusal(RET.noAuth, 'Missing PublicKey');
  if (!flat.has('Signature')) throw new Refusal(RET.noSignature, 'Missing Signature');
  if (flat.get('PublicKey') !== keys.publicKey || !signatureMatches(flat, keys.privateKey))
    throw new Refusal(RET.badSignature, 'Signature does not match');
};

/**
 * One call, checked in the order action, authentication, parameters, region, state.
 *
 * @throws {Refusal} at the first check that fails.
 */
export const perform = async (flat: Flat, keys: Keys, context: ActionContext): Promise<object> => {
  const action = actionOf(flat);
  authenticate(flat, keys);
  const parameters = validate(flat, action.parameters);
  checkRegion(parameters.text('Region'));
  return action.run(parameters, context);
};
