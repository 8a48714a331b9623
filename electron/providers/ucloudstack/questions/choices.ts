import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Choice } from '../../../../shared/model/question.ts';
import type { ChoiceKind } from '../../../../shared/model/verbs/field.ts';
import { isIso, isWithin, toChoice, type ChoiceNames } from '../../ucloud/choices.ts';
import { listSchema } from '../../ucloud/envelope.ts';
import { readList } from '../../ucloud/lists.ts';
import type { QuestionHandlers } from '../../verbs.ts';
import type { UCloudStackCall } from '../catalog/index.ts';
import type { Tools } from '../verbs/tools.ts';
import { listUsbDevices } from './usb.ts';

interface Source extends ChoiceNames {
  readonly call: Extract<
    UCloudStackCall,
    | 'DescribeVMSet'
    | 'DescribeStorageSet'
    | 'DescribeImage'
    | 'DescribeDisk'
    | 'DescribeVPC'
    | 'DescribeSubnet'
    | 'DescribeSecurityGroup'
    | 'DescribeSnapshot'
    | 'ListProjects'
    | 'DescribeUser'
  >;
  readonly isMeant?: (raw: unknown) => boolean;
}

const image: Source = { call: 'DescribeImage', id: ['ImageID'], name: ['Name', 'ImageName'], note: ['OSName'] };

/**
 * Lists that document 000 refers to and does not describe. AUTH, section 1, has the names of the calls; the fields
 * are inferred from what 000 calls the same things, so each is tried under the names that it can have.
 */
const sources: Readonly<Partial<Record<ChoiceKind, Source>>> = {
  image: { ...image, isMeant: (raw) => !isIso(raw) },
  iso: { ...image, isMeant: isIso },
  'compute-set': { call: 'DescribeVMSet', id: ['VMType', 'SetType'], name: ['VMTypeAlias', 'Name'], note: ['SetArch'] },
  'storage-set': {
    ...{ call: 'DescribeStorageSet', id: ['StorageSetType', 'SetType'] },
    ...{ name: ['StorageSetTypeAlias', 'SetTypeAlias', 'Name'], note: ['StorageSetArch', 'SetArch'] },
  },
  disk: { call: 'DescribeDisk', id: ['DiskID'], name: ['Name'], note: ['DiskStatus', 'Status'] },
  vpc: { call: 'DescribeVPC', id: ['VPCID'], name: ['Name', 'VPCName'], note: ['Network'] },
  subnet: {
    ...{ call: 'DescribeSubnet', id: ['SubnetID'], name: ['Name', 'SubnetName'], note: ['Network'], within: 'VPCID' },
  },
  'security-group': { call: 'DescribeSecurityGroup', id: ['SGID'], name: ['Name', 'SGName'], note: ['Remark'] },
  snapshot: {
    ...{ call: 'DescribeSnapshot', id: ['SPID', 'SnapshotID'], name: ['SPName', 'Name'], note: ['Remark'] },
    within: 'VMID',
  },
  project: { call: 'ListProjects', id: ['ProjectID'], name: ['ProjectName', 'Name'], note: ['Remark'] },
  tenant: { call: 'DescribeUser', id: ['CompanyID'], name: ['CompanyName', 'Name'], note: ['Email'] },
};

export const choiceHandlers = (tools: Tools): Pick<QuestionHandlers, 'choices'> => ({
  choices: async ({ region, kind, within }, signal) => {
    if (kind === 'usb-device') {
      const devices = await listUsbDevices(tools, region, signal);
      return devices.map(({ id, name, host }) => ({ id, name, note: host }));
    }
    const source = sources[kind];
    if (source === undefined) throw new AppError('action.unavailable', { action: 'choices', reason: 'unsupported' });
    const { client, tenancy } = tools;
    const isWanted = (raw: unknown): boolean => isWithin(raw, source, within) && source.isMeant?.(raw) !== false;
    const listing = {
      tenancy,
      fetch: (page: { readonly Limit: number; readonly Offset: number }, inside: AbortSignal) =>
        client.call(source.call, { Region: region, ...page }, listSchema, inside),
      map: (raw: unknown): Choice | null => (isWanted(raw) ? toChoice(raw, source) : null),
      idOf: ({ id }: Choice) => id,
    };
    return readList(listing, signal);
  },
});
