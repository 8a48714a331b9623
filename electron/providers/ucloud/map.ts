import type { PowerState } from '../../../shared/model/power.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { expected, integer, readFields, text } from '../answers/fields.ts';
import type { Region } from '../provider.ts';

/** What mappers of both generations share; they differ in their shapes, states and in what a VM has at all. */
export interface MapContext {
  readonly connectionId: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Warn = (path: string) => void;

export const mebibyte = 2 ** 20;
export const gibibyte = 2 ** 30;
const maxWarnings = 20;
/** Last instant that a Date can hold, in Unix seconds. */
const lastSecond = 8_640_000_000_000;

/** Collects the paths of what an answer lacks: each once, and not without end. */
export function warnings(): { readonly warn: Warn; readonly paths: ReadonlySet<string> } {
  const paths = new Set<string>();
  const warn: Warn = (path) => {
    if (paths.size < maxWarnings) paths.add(path);
  };
  return { paths, warn };
}

/** Maps the items of a list, each under its own path. */
export const mapList = <T>(
  items: readonly unknown[],
  name: string,
  map: (item: unknown, path: string, warn: Warn) => T,
  warn: Warn,
): T[] => items.map((item, index) => map(item, `${name}[${index}]`, warn));

/** The normalised state of a cloud's word; `unknown` for a word that is not documented. */
export function stateOf(states: Readonly<Record<string, PowerState>>, raw: string): PowerState {
  const key = raw.toLowerCase();
  return Object.hasOwn(states, key) ? (states[key] ?? 'unknown') : 'unknown';
}

export const scaled = (value: number | null, unit: number): number | null => (value === null ? null : value * unit);

/** 0 is how the cloud says "never". */
export const instant = (seconds: number | null): number | null =>
  seconds === null || seconds === 0 || seconds > lastSecond ? null : seconds * 1000;

export const firstOf = (...candidates: readonly string[]): string => candidates.find((value) => value !== '') ?? '';

export function toOs(type: string, name: string): Vm['os'] {
  const lower = type.toLowerCase();
  if (lower === '') return { family: 'unknown', name };
  if (lower.includes('windows')) return { family: 'windows', name };
  return { family: lower.includes('linux') ? 'linux' : 'other', name };
}

/** IPInfo: 000, lines 120–140; VMIPInfo: 001, lines 123–136, which has neither MAC nor InterfaceName. */
const ipShape = {
  ...{ IP: expected(text), IPVersion: text, MAC: text, NicType: text, Type: text },
  ...{ InterfaceName: text, InterfaceID: text, IPID: text, SGName: text, ISDefaultGW: integer },
} as const;

export function toNic(raw: unknown, path: string, warn: Warn): Vm['nics'][number] {
  const ip = readFields(raw, ipShape, path, warn);
  const version = /^IPv([46])$/i.exec(ip.IPVersion)?.[1];
  return {
    id: ip.IPID,
    address: ip.IP,
    version: version === '4' || version === '6' ? version : 'unknown',
    mac: ip.MAC,
    network: firstOf(ip.NicType, ip.Type),
    name: firstOf(ip.InterfaceName, ip.InterfaceID),
    gateway: ip.ISDefaultGW === null ? null : ip.ISDefaultGW === 1,
    securityGroup: ip.SGName,
  };
}

/** VmDiskInfo: 000, lines 283–299; VMDiskInfo: 001, lines 108–118. */
const diskShape = { DiskID: expected(text), Name: text, Drive: text, Size: integer, Type: text } as const;

/** `boot` in 000, `Boot` in 001. 001 writes GB where 000 writes GiB: taken as the same. */
export function toDisk(raw: unknown, path: string, warn: Warn): Vm['disks'][number] {
  const disk = readFields(raw, diskShape, path, warn);
  return {
    id: disk.DiskID,
    name: disk.Name,
    device: disk.Drive,
    sizeBytes: scaled(disk.Size, gibibyte),
    boot: disk.Type.toLowerCase() === 'boot',
  };
}

/** Answer of DescribeRegion, which no document describes: its names are inferred from VMInfo (000, lines 177–178). */
const regionShape = { Region: text, RegionAlias: text, RegionName: text } as const;

/** A region of the wire; null when it has no id. Never throws. */
export function toRegion(raw: unknown): Region | null {
  const region = readFields(typeof raw === 'string' ? { Region: raw } : raw, regionShape, '', () => undefined);
  if (region.Region === '') return null;
  return { id: region.Region, name: firstOf(region.RegionAlias, region.RegionName, region.Region) };
}

/** `aarch64` in 000, line 203; 001, line 155 has no example. Null for a name that tells neither. */
export function toArchitecture(setArch: string): Vm['architecture'] {
  if (/^(aarch64|arm)/i.test(setArch)) return 'arm';
  return /^(x86|amd64|i[3-6]86)/i.test(setArch) ? 'x86' : null;
}

/** The tenant of a VM of the wire; empty when it names none. Never throws. */
export const tenantOf = (raw: unknown): string => readFields(raw, { CompanyID: text }, '', () => undefined).CompanyID;
