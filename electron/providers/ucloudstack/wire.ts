import { z } from 'zod';
import { expected, flag, integer, integral, list, number, text, texts } from './fields.ts';

/** What every answer has. Other fields stay as they are. */
export const envelopeSchema = z.looseObject({
  RetCode: integral,
  Message: z.string().nullish(),
  RequestUUID: z.string().nullish(),
  RequestId: z.string().nullish(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** A page of a list. A cloud written in Go sends null for an empty array. */
export const pageSchema = z.object({
  TotalCount: integral.pipe(z.number().nonnegative()),
  Infos: z.array(z.unknown()).nullish(),
});

/** 000, line 734. */
export const savedSchema = z.object({ SPID: z.string().min(1) });

const host = z.string().trim().min(1);
const port = integral.pipe(z.number().min(1).max(65_535));
/** The document says object; lists of one are tolerated. */
const oneOrList = <T extends z.ZodType>(info: T) => z.union([info, z.tuple([info]).transform(([only]) => only)]);

/** 000, lines 428–435. */
export const spiceInfoSchema = z.object({ SpiceIP: host, SpicePort: port, SpicePassword: z.string() });
export const spiceAnswerSchema = z.object({ Info: oneOrList(spiceInfoSchema) });
/** 000, lines 455–462. */
export const vncInfoSchema = z.object({ VNCIP: host, VNCPort: port, VNCPassword: z.string() });
export const vncAnswerSchema = z.object({ Info: oneOrList(vncInfoSchema) });

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
  ...{ VMTypeAlias: text, VMType: text, SetID: text, ProjectName: text, ProjectID: text },
  ...{ Email: text, CompanyName: text },
  ...{ UpdateTime: integer, ExpireTime: integer, StatusProcessProgress: number },
  ...{ CPUUtilization: number, MemUsage: number, SpaceUsage: number },
  ...{ QGAEnabled: flag, QGARunning: flag },
  ...{ Tags: list, VMSPInfos: list, PendingChanges: list, AttachedUSBIDs: texts },
} as const;

/** IPInfo: 000, lines 120–140. */
export const ipShape = {
  ...{ IP: expected(text), IPVersion: text, MAC: text, NicType: text, Type: text },
  ...{ InterfaceName: text, InterfaceID: text },
} as const;

/** VmDiskInfo: 000, lines 283–299. */
export const diskShape = { DiskID: expected(text), Name: text, Drive: text, Size: integer, Type: text } as const;

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

/** Answer of DescribeRegion, which 000 only refers to: its names are inferred from VMInfo (000, lines 177–178). */
export const regionShape = { Region: text, RegionAlias: text, RegionName: text } as const;
