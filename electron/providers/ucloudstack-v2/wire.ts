import { dueInteger, dueList, dueText, integer, read, sourceOf, text, type Warn } from '../answers/fields.ts';

/** VMInstanceInfo: 001, lines 141–173. Only what we show. */
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
    OSName: read(from, 'OSName', fields['OSName'], text),
    HostIP: read(from, 'HostIP', fields['HostIP'], text),
    Email: read(from, 'Email', fields['Email'], text),
    VMTypeAlias: read(from, 'VMTypeAlias', fields['VMTypeAlias'], text),
    VMType: read(from, 'VMType', fields['VMType'], text),
    SetID: read(from, 'SetID', fields['SetID'], text),
    SetArch: read(from, 'SetArch', fields['SetArch'], text),
    ImageID: read(from, 'ImageID', fields['ImageID'], text),
    ProjectName: read(from, 'ProjectName', fields['ProjectName'], text),
    ProjectID: read(from, 'ProjectID', fields['ProjectID'], text),
    CompanyID: read(from, 'CompanyID', fields['CompanyID'], text),
    UpdateTime: read(from, 'UpdateTime', fields['UpdateTime'], integer),
    ExpireTime: read(from, 'ExpireTime', fields['ExpireTime'], integer),
  };
}

/** What tells whether the VM still exists. */
export const stateShape = { State: text } as const;
