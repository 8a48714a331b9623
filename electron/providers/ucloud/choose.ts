import type { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Choice } from '../../../shared/model/question.ts';
import type { ChoiceKind } from '../../../shared/model/verbs/field.ts';
import type { QuestionHandlers } from '../verbs.ts';
import { isIso, isWithin, toChoice, type ChoiceNames } from './choices.ts';
import type { listSchema } from './envelope.ts';
import { readList, type PageValues } from './lists.ts';
import type { PickerCall } from './siblings.ts';
import type { Tenancy } from './tenancy.ts';

interface Source extends ChoiceNames {
  readonly call: PickerCall;
  readonly isMeant?: (raw: unknown) => boolean;
}

const image: Source = { call: 'DescribeImage', id: ['ImageID'], name: ['Name', 'ImageName'], note: ['OSName'] };

/**
 * Lists that the documents refer to and do not describe. AUTH, section 1, has the names of the calls; the fields are
 * inferred from what 000 and 001 call the same things, so each is tried under the names that it can have.
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

/** The kinds that both generations list. */
export const listedKinds = Object.keys(sources) as readonly ChoiceKind[];

interface Lists {
  readonly tenancy: Tenancy;
  /** One page of a list. */
  readonly list: (
    call: PickerCall,
    values: { readonly Region: string } & PageValues,
    signal: AbortSignal,
  ) => Promise<z.infer<typeof listSchema>>;
}

/** What both generations list to choose from. */
export const choiceHandler =
  ({ tenancy, list }: Lists): NonNullable<QuestionHandlers['choices']> =>
  async ({ region, kind, within }, signal) => {
    const source = sources[kind];
    if (source === undefined) throw new AppError('question.unavailable', { question: 'choices', field: 'kind' });
    const isWanted = (raw: unknown): boolean => isWithin(raw, source, within) && source.isMeant?.(raw) !== false;
    // What is made in another project would not be seen by this connection.
    const isOurs = ({ id }: Choice): boolean => kind !== 'project' || tenancy.projects([id]) !== null;
    const choiceOf = (raw: unknown): Choice | null => {
      const choice = isWanted(raw) ? toChoice(raw, source) : null;
      return choice !== null && isOurs(choice) ? choice : null;
    };
    const listing = {
      tenancy,
      fetch: (page: PageValues, inside: AbortSignal) => list(source.call, { Region: region, ...page }, inside),
      map: choiceOf,
      idOf: ({ id }: Choice) => id,
    };
    return readList(listing, signal);
  };
