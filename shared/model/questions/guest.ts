import { z } from 'zod';
import { count, vm } from './scope.ts';

const setting = z.boolean().nullable();

/** What actions on the guest begin from; passwords are never among it. */
export const guestQuestions = {
  /** What `cloud-init-set` has set (002, lines 4139–4237). */
  'cloud-init': {
    ask: z.strictObject(vm),
    answer: z.strictObject({
      hostname: z.string(),
      keysOnly: setting,
      publicKeys: z.array(z.string()),
      addresses: z.array(
        z.strictObject({ mac: z.string(), address: z.string(), netmask: z.string(), gateway: z.string() }),
      ),
      nameServers: z.array(z.string()),
      timeZone: z.string(),
    }),
  },
  /** What `access-set` has set (003, line 9992). */
  access: {
    ask: z.strictObject(vm),
    answer: z.strictObject({
      accessRules: setting,
      listed: z.enum(['allow', 'deny']).nullable(),
      addressList: z.array(z.string()),
      ...{ sessionLimit: count.nullable(), failedLogins: count.nullable(), lockTime: count.nullable() },
      ...{ leastLength: count.nullable(), letterKinds: z.number().int().nonnegative().nullable() },
      ...{ lowerCase: setting, upperCase: setting, digits: setting, symbols: setting },
    }),
  },
  /** Whether it can be cloned now, and if not, why, in the cloud's words (003, line 9288). */
  'clone-check': {
    ask: z.strictObject(vm),
    answer: z.strictObject({ possible: z.boolean(), words: z.string() }),
  },
} as const;
