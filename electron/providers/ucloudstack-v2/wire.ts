import { expected, integer, list, text } from '../answers/fields.ts';

/** VMInstanceInfo: 001, lines 141–173. Only what we show. */
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
  ...{ Remark: text, OSName: text, HostIP: text, Email: text },
  ...{ VMTypeAlias: text, VMType: text, SetID: text },
  ...{ SetArch: text, ProjectName: text, ProjectID: text, CompanyID: text },
  ...{ UpdateTime: integer, ExpireTime: integer },
} as const;

/** What tells whether the VM still exists. */
export const stateShape = { State: text } as const;
