import { z } from 'zod';
import {
  dueInteger,
  dueList,
  dueText,
  expected,
  flag,
  integer,
  list,
  number,
  read,
  sourceOf,
  text,
  texts,
  type Warn,
} from '../answers/fields.ts';
import { newId } from '../ucloud/envelope.ts';

/** 000, line 734. */
export const savedSchema = z.object({ SPID: z.string().min(1) });

/** 000, lines 889–892. Where new VMs have to be approved first, there may be none yet. */
export const clonedSchema = z.object({ VMID: newId, VMCID: newId });

/** VMCInfo is not described (000, lines 908–914): names are those of the requests about clones and of VMs. */
export const cloneShape = {
  ...{ VMCID: text, VMID: text, SourceVMID: text, VMSPID: text, Name: text },
  ...{ Status: text, State: text, CreateTime: integer },
} as const;

/** CIStatusInfo: 000, lines 342–346. */
export const statusShape = { ResourceID: text, CIStatus: text } as const;

/** VMWareVM: 000, lines 837–846. */
export const vmwareVmShape = {
  ...{ VMID: text, Name: text, InventoryPath: text, PowerState: text, CPU: integer, Memory: integer },
} as const;

/** VMwareDatastore: 000, lines 813–816. */
export const datastoreShape = { Name: text, DatastoreID: text } as const;

/** VMInfo: 000, lines 171–254. Only what we show. */
export function readVm(raw: unknown, path: string, warn: Warn) {
  const from = sourceOf(raw, path, warn);
  const { fields } = from;
  return {
    VMID: read(from, 'VMID', fields['VMID'], text),
    Name: read(from, 'Name', fields['Name'], dueText),
    State: read(from, 'State', fields['State'], dueText),
    CPU: read(from, 'CPU', fields['CPU'], dueInteger),
    Memory: read(from, 'Memory', fields['Memory'], dueInteger),
    OSType: read(from, 'OSType', fields['OSType'], dueText),
    CreateTime: read(from, 'CreateTime', fields['CreateTime'], dueInteger),
    IPInfos: read(from, 'IPInfos', fields['IPInfos'], dueList),
    DiskInfos: read(from, 'DiskInfos', fields['DiskInfos'], dueList),
    Remark: read(from, 'Remark', fields['Remark'], text),
    Reason: read(from, 'Reason', fields['Reason'], text),
    OSName: read(from, 'OSName', fields['OSName'], text),
    HostIP: read(from, 'HostIP', fields['HostIP'], text),
    VMTypeAlias: read(from, 'VMTypeAlias', fields['VMTypeAlias'], text),
    VMType: read(from, 'VMType', fields['VMType'], text),
    SetID: read(from, 'SetID', fields['SetID'], text),
    SetArch: read(from, 'SetArch', fields['SetArch'], text),
    HighAvailability: read(from, 'HighAvailability', fields['HighAvailability'], text),
    ProjectName: read(from, 'ProjectName', fields['ProjectName'], text),
    ProjectID: read(from, 'ProjectID', fields['ProjectID'], text),
    Email: read(from, 'Email', fields['Email'], text),
    CompanyID: read(from, 'CompanyID', fields['CompanyID'], text),
    CompanyName: read(from, 'CompanyName', fields['CompanyName'], text),
    Hostname: read(from, 'Hostname', fields['Hostname'], text),
    BasicImageName: read(from, 'BasicImageName', fields['BasicImageName'], text),
    ImageID: read(from, 'ImageID', fields['ImageID'], text),
    IGIDs: read(from, 'IGIDs', fields['IGIDs'], texts),
    UpdateTime: read(from, 'UpdateTime', fields['UpdateTime'], integer),
    ExpireTime: read(from, 'ExpireTime', fields['ExpireTime'], integer),
    StatusProcessProgress: read(from, 'StatusProcessProgress', fields['StatusProcessProgress'], number),
    CPUUtilization: read(from, 'CPUUtilization', fields['CPUUtilization'], number),
    MemUsage: read(from, 'MemUsage', fields['MemUsage'], number),
    SpaceUsage: read(from, 'SpaceUsage', fields['SpaceUsage'], number),
    QGAEnabled: read(from, 'QGAEnabled', fields['QGAEnabled'], flag),
    QGARunning: read(from, 'QGARunning', fields['QGARunning'], flag),
    Tags: read(from, 'Tags', fields['Tags'], list),
    VMSPInfos: read(from, 'VMSPInfos', fields['VMSPInfos'], list),
    PendingChanges: read(from, 'PendingChanges', fields['PendingChanges'], list),
    AttachedUSBIDs: read(from, 'AttachedUSBIDs', fields['AttachedUSBIDs'], texts),
  };
}

/** VMSPInfo: 000, lines 266–281. */
export function readSnapshot(raw: unknown, path: string, warn: Warn) {
  const from = sourceOf(raw, path, warn);
  const { fields } = from;
  return {
    SPID: read(from, 'SPID', fields['SPID'], dueText),
    SPName: read(from, 'SPName', fields['SPName'], text),
    Remark: read(from, 'Remark', fields['Remark'], text),
    SPStatus: read(from, 'SPStatus', fields['SPStatus'], dueText),
    CreateTime: read(from, 'CreateTime', fields['CreateTime'], integer),
    IsCurrent: read(from, 'IsCurrent', fields['IsCurrent'], flag),
    WithMemory: read(from, 'WithMemory', fields['WithMemory'], flag),
    WithDisk: read(from, 'WithDisk', fields['WithDisk'], flag),
  };
}

/** UnifiedTag: 000, lines 157–162. */
export const tagShape = { Key: text, Value: text } as const;

/** PendingChange: 000, lines 150–155. */
export const pendingShape = { Field: text, Restart: flag } as const;

/** Answer of ListUSBs (AUTH, section 1). */
export const usbShape = {
  ...{ USBDeviceID: text, Name: text, Status: expected(text), AttachedVMID: text, AttachedType: text },
  ...{ Vendor: text, Product: text, Serial: text, HostIP: text, Reason: text },
} as const;
