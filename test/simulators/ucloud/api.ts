import { BadParameter, validate } from '../machinery/parameters.ts';
import type { Action, ActionContext, Actions } from './action.ts';
import { RET, Refusal } from './retcodes.ts';
import { signatureMatches, type Flat } from './signature.ts';
import { REGIONS } from './state/vocabulary.ts';

/** Parameters every action has, outside its own table. */
const COMMON: ReadonlySet<string> = new Set(['Action', 'PublicKey', 'Signature']);

export interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const actionOf = (flat: Flat, actions: Actions): Action => {
  const name = flat.get('Action');
  if (name === undefined) throw new Refusal(RET.noAction, 'Missing Action');
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw new Refusal(RET.noSuchApi, `No such API: ${name}`);
  return action;
};

const authenticate = (flat: Flat, keys: Keys): void => {
  if (!flat.has('PublicKey')) throw new Refusal(RET.noAuth, 'Missing PublicKey');
  if (!flat.has('Signature')) throw new Refusal(RET.noSignature, 'Missing Signature');
  if (flat.get('PublicKey') !== keys.publicKey || !signatureMatches(flat, keys.privateKey))
    throw new Refusal(RET.badSignature, 'Signature does not match');
};

const checked = (flat: Flat, action: Action) => {
  try {
    return validate(flat, action.parameters, COMMON);
  } catch (error) {
    if (!(error instanceof BadParameter)) throw error;
    throw new Refusal(error.code ?? RET.parameter, error.message);
  }
};

const checkRegion = (name: string | undefined): void => {
  if (name !== undefined && !REGIONS.some((known) => known.region === name))
    throw new Refusal(RET.notFound, `Region ${name} not found`);
};

/**
 * One call, checked in the order action, authentication, parameters, region, state.
 *
 * @throws {Refusal} at the first check that fails.
 */
export const perform = async (flat: Flat, actions: Actions, keys: Keys, context: ActionContext): Promise<object> => {
  const action = actionOf(flat, actions);
  authenticate(flat, keys);
  const parameters = checked(flat, action);
  checkRegion(parameters.text('Region'));
  return action.run(parameters, context);
};
