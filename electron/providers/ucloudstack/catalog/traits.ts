import type { Parameter, Rule } from '../../catalog/endpoint.ts';
import { addressPattern } from '../../ucloud/address-pattern.ts';

type Traits = Omit<Parameter, 'name' | 'type' | 'required' | 'line'>;

/** Names of VMs and of snapshots (000, lines 16 and 724). */
export const vmName = { pattern: /^[\p{Script=Han}A-Za-z0-9._-]{1,50}$/u } as const satisfies Traits;

/** At most 100 characters and no web address (000, line 17). */
export const remark = { maxLength: 100, pattern: /^(?!.*https?:\/\/)/s } as const satisfies Traits;

/** By hour, month or year (000, line 18). */
export const charge = { oneOf: ['Dynamic', 'Month', 'Year'] } as const satisfies Traits;

/** 000, line 27. */
export const mebibytes = { unit: 'MiB', min: 1024, multipleOf: 1024 } as const satisfies Traits;

/** A lower-case letter and a special character other than a blank (000, line 44). What is illegal is not said. */
export const password = {
  secret: true,
  minLength: 6,
  maxLength: 30,
  pattern: /^(?=.*[a-z])(?=.*[^\p{L}\p{N}\s])/su,
} as const satisfies Traits;

/** Rules of Linux (000, line 45); Windows allows 15 characters and no dots, which only the server can tell. */
export const hostname = {
  minLength: 2,
  maxLength: 63,
  pattern: /^(?!\d+$)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/,
} as const satisfies Traits;

/** 000, line 655. */
export const mac = { pattern: /^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}$/ } as const satisfies Traits;

/** IPv4 or IPv6 (000, line 39). */
export const address = { pattern: addressPattern } as const satisfies Traits;

/** 000, line 41. */
export const ipVersion = { oneOf: ['IPv4', 'IPv6'] } as const satisfies Traits;

/** 0: no limit (000, line 69). */
export const bandwidth = { unit: 'Mbit/s', min: 0 } as const satisfies Traits;

/** 000, line 71. */
export const diskCache = { oneOf: ['directsync', 'none', 'writeback'] } as const satisfies Traits;

/** `key:value` (000, line 15). */
export const tagPair = { pattern: /^[A-Za-z0-9+/]+={0,2}:[A-Za-z0-9+/]*={0,2}$/ } as const satisfies Traits;

/** `source|storage set|target disk`, the last at will (000, line 706). */
export const diskMove = { pattern: /^[^|\s]+\|[^|\s]+(?:\|[^|\s]*)?$/ } as const satisfies Traits;

/** Base64 of at most 1 MiB (000, line 491). */
export const encodedUserData = {
  secret: true,
  maxLength: 4 * Math.ceil(2 ** 20 / 3),
  pattern: /^[A-Za-z0-9+/]*={0,2}$/,
} as const satisfies Traits;

/** What has to be named of each kind of GPU: on the line of GPUMdevName and the two after it. */
export const graphicsRules = (line: number): readonly Rule[] => [
  { if: 'GPUType', is: 'GPU', needs: ['GPUMdevName'], line },
  { if: 'GPUType', is: 'GPU', needs: ['GPU'], line: line + 1 },
  { if: 'GPUType', is: 'VGPU', needs: ['MdevName'], line: line + 2 },
];

/** 000, line 99. */
export const limit = { min: 1, max: 100, default: 10 } as const satisfies Traits;
/** 000, line 100. */
export const offset = { min: 0, default: 0 } as const satisfies Traits;

/** 000, line 103. */
export const vmStates = {
  oneOf: [
    ...(['Starting', 'Restarting', 'Running', 'Stopping', 'Stopped', 'Poweroffing', 'Reinstalling'] as const),
    ...(['Deleting', 'Failed', 'RFailed', 'Migrating', 'MigrateDisking', 'Saving', 'Saved', 'Reverted'] as const),
  ],
} as const satisfies Traits;
