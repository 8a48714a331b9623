import { address, macAddress, onOff, shortText } from './traits.ts';
import { running, runningOrStopped, settled, type Verbs } from './verb.ts';

/** What the passwords of the guest must hold: how many letters, which of them, of how many kinds (003, line 9912). */
const passwordRules = {
  leastLength: { type: 'integer', min: 1, max: 128 },
  lowerCase: onOff,
  upperCase: onOff,
  digits: onOff,
  symbols: onOff,
  letterKinds: { type: 'integer', min: 0, max: 4 },
} as const;

/** Inside of the guest: accounts, names, tools. */
export const guestVerbs = {
  'password-reset': {
    ...{ category: 'guest', ...runningOrStopped },
    secrets: { password: 'required' },
    fields: {
      /** Left out: the account that the cloud made the guest with. */
      user: shortText,
    },
  },
  /** The password that opens its screen. */
  'console-password-set': {
    ...{ category: 'guest', ...settled },
    secrets: { consolePassword: 'required' },
    fields: { console: { type: 'choice', of: ['vnc', 'spice'], required: true } },
  },
  'hostname-set': {
    ...{ category: 'guest', ...runningOrStopped, single: true },
    fields: { hostname: { type: 'text', min: 1, max: 127, required: true } },
  },
  /**
   * What cloud-init sets up at the next start that is told to (002, lines 4239–4320). User data is a whole cloud-config
   * with the passwords in it.
   */
  'cloud-init-set': {
    ...{ category: 'guest', ...runningOrStopped, single: true },
    secrets: { userData: 'optional', password: 'optional' },
    fields: {
      hostname: { type: 'text', min: 1, max: 127 },
      user: shortText,
      keysOnly: onOff,
      publicKeys: { type: 'list', max: 20, item: { type: 'text', min: 1, max: 16_384, lines: true } },
      addresses: {
        ...{ type: 'list', max: 32 },
        item: {
          type: 'group',
          fields: {
            mac: { ...macAddress, required: true },
            address: { ...address, required: true },
            netmask: { ...address, required: true },
            gateway: address,
          },
        },
      },
      nameServers: { type: 'list', max: 10, item: address },
      timeZone: shortText,
    },
  },
  /** Starts it once with what cloud-init set up, or with its volumes repaired (002, lines 1242–1263). */
  'start-with': {
    ...{ category: 'guest', from: ['stopped'], reason: 'needs-stopped' },
    fields: { cloudInit: { type: 'flag' }, repairVolumes: { type: 'flag' } },
  },
  'key-bind': {
    ...{ category: 'guest', ...runningOrStopped },
    fields: {
      keyPairId: { type: 'id', choose: 'key-pair', required: true },
      /** Passwords no longer open it. */
      keysOnly: { ...onOff, required: true },
    },
  },
  'key-unbind': {
    ...{ category: 'guest', ...runningOrStopped, single: true },
    fields: { keyPairId: { type: 'id', choose: 'own-key-pair', required: true } },
  },
  /** Who may log in over SSH, and with what passwords (003, line 9912). */
  'access-set': {
    ...{ category: 'guest', ...running },
    fields: {
      accessRules: { ...onOff, required: true },
      listed: { type: 'choice', of: ['allow', 'deny'] },
      addressList: { type: 'list', max: 200, item: address },
      sessionLimit: { type: 'integer', unit: 'min', min: 0, max: 10_000 },
      failedLogins: { type: 'integer', min: 1, max: 100 },
      lockTime: { type: 'integer', unit: 'min', min: 0, max: 10_000 },
      ...passwordRules,
    },
  },
  /** Puts the disc with the guest tools into its drive. */
  'tools-insert': { category: 'guest', ...runningOrStopped, fields: {} },
  /** Installs what reports from inside of the guest. */
  'agent-install': { category: 'guest', ...running, fields: {} },
  'agent-upgrade': { category: 'guest', ...running, fields: {} },
} as const satisfies Verbs;
