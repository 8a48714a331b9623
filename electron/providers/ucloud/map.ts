import type { PowerState } from '../../../shared/model/power.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { dueText, integer, read, readFields, sourceOf, text, type Warn } from '../answers/fields.ts';
import type { Region } from '../provider.ts';

/** What mappers of both generations share; they differ in their shapes, states and in what a VM has at all. */
export interface MapContext {
  readonly connectionId: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

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
function readIp(raw: unknown, path: string, warn: Warn) {
  const from = sourceOf(raw, path, warn);
  const { fields } = from;
  return {
    IP: read(from, 'IP', fields['IP'], dueText),
    IPVersion: read(from, 'IPVersion', fields['IPVersion'], text),
    MAC: read(from, 'MAC', fields['MAC'], text),
    NicType: read(from, 'NicType', fields['NicType'], text),
    Type: read(from, 'Type', fields['Type'], text),
    InterfaceName: read(from, 'InterfaceName', fields['InterfaceName'], text),
    InterfaceID: read(from, 'InterfaceID', fields['InterfaceID'], text),
    IPID: read(from, 'IPID', fields['IPID'], text),
    SGName: read(from, 'SGName', fields['SGName'], text),
    ISDefaultGW: read(from, 'ISDefaultGW', fields['ISDefaultGW'], integer),
  };
}

export function toNic(raw: unknown, path: string, warn: Warn): Vm['nics'][number] {
  const ip = readIp(raw, path, warn);
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
function readDisk(raw: unknown, path: string, warn: Warn) {
  const from = sourceOf(raw, path, warn);
  const { fields } = from;
  return {
    DiskID: read(from, 'DiskID', fields['DiskID'], dueText),
    Name: read(from, 'Name', fields['Name'], text),
    Drive: read(from, 'Drive', fields['Drive'], text),
    Size: read(from, 'Size', fields['Size'], integer),
    Type: read(from, 'Type', fields['Type'], text),
  };
}

/** `boot` in 000, `Boot` in 001. 001 writes GB where 000 writes GiB: taken as the same. */
export function toDisk(raw: unknown, path: string, warn: Warn): Vm['disks'][number] {
  const disk = readDisk(raw, path, warn);
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
