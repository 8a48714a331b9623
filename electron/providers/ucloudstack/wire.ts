import { z } from 'zod';
import { expected, flag, integer, list, number, text, texts } from '../answers/fields.ts';
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
export const vmShape = {
  VMID: text,
  Name: expected(text),
  State: expected(text),
  CPU: expected(integer),
  Memory: expected(integer),
  OSType: expected(text),
  CreateTime: expected(integer),
  IPInfos: expected(list),
  DiskInfos: expected(list),
  ...{ Remark: text, Reason: text, OSName: text, HostIP: text },
  ...{ VMTypeAlias: text, VMType: text, SetID: text },
  ...{ SetArch: text, HighAvailability: text, ProjectName: text, ProjectID: text },
  ...{ Email: text, CompanyID: text, CompanyName: text, Hostname: text, BasicImageName: text, IGIDs: texts },
  ...{ UpdateTime: integer, ExpireTime: integer, StatusProcessProgress: number },
  ...{ CPUUtilization: number, MemUsage: number, SpaceUsage: number },
  ...{ QGAEnabled: flag, QGARunning: flag },
  ...{ Tags: list, VMSPInfos: list, PendingChanges: list, AttachedUSBIDs: texts },
} as const;

/** VMSPInfo: 000, lines 266–281. */
export const snapshotShape = {
  ...{ SPID: expected(text), SPName: text, Remark: text, SPStatus: expected(text) },
  ...{ CreateTime: integer, IsCurrent: flag, WithMemory: flag, WithDisk: flag },
} as const;

/** UnifiedTag: 000, lines 157–162. */
export const tagShape = { Key: text, Value: text } as const;

/** PendingChange: 000, lines 150–155. */
export const pendingShape = { Field: text, Restart: flag } as const;

/** Answer of ListUSBs (AUTH, section 1). */
export const usbShape = {
  ...{ USBDeviceID: text, Name: text, Status: expected(text), AttachedVMID: text, AttachedType: text },
  ...{ Vendor: text, Product: text, Serial: text, HostIP: text, Reason: text },
} as const;
