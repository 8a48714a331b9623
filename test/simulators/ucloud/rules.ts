import type { ParameterSpec } from '../machinery/parameters.ts';

/** Rules that several rows of documents 000 and 001 state in the same words. */

/** Chinese and English letters, digits, `.`, `_` and `-` (000:16). */
export const named = (most: number) => ({ pattern: new RegExp(`^[\\p{Script=Han}A-Za-z0-9._-]{1,${most}}$`, 'u') });
/** Up to 100 characters without web addresses (000:17). */
export const REMARK = { pattern: /^(?!.*https?:\/\/)[^]{0,100}$/u };
/** 6 to 30 characters with a lower-case letter and a special character that is no space (000:44). */
export const PASSWORD = { pattern: /^(?=.*[a-z])(?=.*[!-/:-@[-`{-~])[!-~]{6,30}$/ };
/** 6 to 30 characters of at least two of the four classes (001:22). */
export const PASSWORD_OF_TWO_CLASSES = {
  pattern: /^(?!(?:[a-z]*|[A-Z]*|[0-9]*|[^A-Za-z0-9]*)$)[!-~]{6,30}$/,
};
export const CHARGE = { oneOf: ['Dynamic', 'Month', 'Year'] } satisfies Partial<ParameterSpec>;
export const POSITIVE = { min: 1 };
export const NOT_NEGATIVE = { min: 0 };
/** MiB, in steps of 1024 (000:27). */
export const MEMORY = { min: 1024, multipleOf: 1024 };
export const IP_VERSION = { oneOf: ['IPv4', 'IPv6'] };
export const ADDRESS = {
  pattern: /^(?:(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}|(?=.*:)[0-9a-fA-F:]{2,39})$/,
};
/** Six groups of two hexadecimal digits with colons or hyphens (000:655). */
export const MAC = { pattern: /^[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2})(?:\1[0-9a-fA-F]{2}){4}$/ };
export const GPU_TYPE = { oneOf: ['GPU', 'VGPU'] };
export const BOOTLOADER = { oneOf: ['bios', 'uefi'] };
export const CPU_MODE = { oneOf: ['host-passthrough', 'custom'] };
export const AVAILABILITY = { oneOf: ['NeverStop', 'None'] };
export const CACHE_MODE = { oneOf: ['directsync', 'none', 'writeback'] };
export const LIMIT = { min: 1, max: 100 };
export const FLAG = { oneOf: ['0', '1'] };
/** `vcpu:pcpus`, as `0:2-4,8`: no document shows the text, so it joins the two fields of VCPUBinding (000:164-169). */
export const BINDING = { pattern: /^\d+:\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/ };
/** Key and value, each in Base64 (000:15). */
export const TAG = {
  pattern:
    /^(?=[^:])(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?:(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
};
/** Base64 of at most 1 MiB (000:491). */
export const BASE64_SCRIPT = { pattern: /^[A-Za-z0-9+/\s]{1,1398104}={0,2}$/ };
/** Cores of a GPU, with at least four CPUs each (001:37). */
export const GPUS = { oneOf: ['1', '2', '4'] };
