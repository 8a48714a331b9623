/** One parameter of an action, as the document names and types it. */
export interface Parameter {
  readonly type: 'string' | 'integer' | 'boolean' | 'strings';
  readonly required?: true;
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
}

export interface Endpoint {
  /** Document and line of the heading. */
  readonly source: string;
  /** What it does to the cloud: decides about retries, and about asking before it. */
  readonly effect: 'reads' | 'changes' | 'destroys';
  readonly parameters: Readonly<Record<string, Parameter>>;
}

const text = { type: 'string' } as const;
const needed = { type: 'string', required: true } as const;
const integer = { type: 'integer' } as const;
const flag = { type: 'boolean' } as const;
const texts = { type: 'strings' } as const;

/** Region, tenant and VM: the three parameters that nearly every action on a VM has. */
const vm = { Region: needed, CompanyID: integer, VMID: needed } as const;
const region = { Region: needed, CompanyID: integer } as const;

const vmStates = [
  ...['Starting', 'Restarting', 'Running', 'Stopping', 'Stopped', 'Poweroffing', 'Reinstalling', 'Deleting', 'Failed'],
  ...['RFailed', 'Migrating', 'MigrateDisking', 'Saving', 'Saved', 'Reverted'],
] as const;

/** Length and letters of names (000, line 724). */
const spName = { ...text, pattern: /^[\p{Script=Han}A-Za-z0-9._-]{1,50}$/u } as const;
/** At most 100 characters and no web address (000, line 725). */
const remark = { ...text, pattern: /^(?!.*https?:\/\/).{0,100}$/su } as const;

/**
 * The actions that we use, as data: what is sent is checked against it. Asking for a console's address and password
 * counts as reading: it renews the password and leaves the VM as it is.
 */
export const catalog = {
  DescribeRegion: { source: 'AUTH 1', effect: 'reads', parameters: {} },
  DescribeVMInstance: {
    source: '000:89',
    effect: 'reads',
    parameters: {
      ...region,
      ...{ ProjectIDs: texts, Keyword: text, VPCID: text, SubnetID: text, IGID: text, SetID: text, HostIP: text },
      Limit: { ...integer, min: 1, max: 100 },
      Offset: { ...integer, min: 0 },
      SortBy: { ...text, oneOf: ['CreateTime', 'CPUUtilization', 'MemUsage', 'SpaceUsage'] },
      Sort: { ...text, oneOf: ['Ascending', 'Descending'] },
      States: { ...texts, oneOf: vmStates },
      VMIDs: texts,
    },
  },
  GetVMSpiceInfo: { source: '000:410', effect: 'reads', parameters: vm },
  GetVMVNCInfo: { source: '000:437', effect: 'reads', parameters: vm },
  PoweroffVMInstance: { source: '000:464', effect: 'destroys', parameters: vm },
  RestartVMInstance: { source: '000:540', effect: 'changes', parameters: vm },
  StartVMInstance: { source: '000:556', effect: 'changes', parameters: vm },
  StopVMInstance: { source: '000:572', effect: 'changes', parameters: vm },
  SaveVMInstance: {
    source: '000:716',
    effect: 'changes',
    parameters: { ...vm, SPName: spName, Remark: remark, WithoutMemory: flag, WithoutDisk: flag },
  },
  RestoreVMInstance: {
    source: '000:737',
    effect: 'destroys',
    parameters: { ...vm, SPID: text, AllowOtherHost: flag },
  },
  DeleteVMSnapshot: { source: '000:755', effect: 'destroys', parameters: { ...vm, SPID: text, IsClear: flag } },
  ListUSBs: {
    source: 'AUTH 1',
    effect: 'reads',
    parameters: {
      ...region,
      Limit: { ...integer, min: 1, max: 100 },
      Offset: { ...integer, min: 0 },
      ...{ HostIP: text, VMID: text, USBDeviceIDs: texts, FilterAttached: flag, ProjectIDs: texts, SetType: text },
    },
  },
  AttachUSB: {
    source: 'AUTH 1',
    effect: 'changes',
    parameters: {
      ...{ Region: needed, USBDeviceID: needed, VMID: needed },
      AttachType: { ...needed, oneOf: ['pass-through', 'redir'] },
    },
  },
  DetachUSB: { source: 'AUTH 1', effect: 'changes', parameters: { Region: needed, USBDeviceID: needed } },
} as const satisfies Record<string, Endpoint>;

export type ActionName = keyof typeof catalog;

interface ValueOf {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly strings: readonly string[];
}

type ParametersOf<A extends ActionName> = (typeof catalog)[A]['parameters'];
type Value<P> = P extends { oneOf: readonly (infer V)[]; type: infer T extends keyof ValueOf }
  ? T extends 'strings'
    ? readonly V[]
    : V
  : P extends { type: infer T extends keyof ValueOf }
    ? ValueOf[T]
    : never;

/** The parameters of an action, typed from its row in the catalog. */
export type Arguments<A extends ActionName> = {
  readonly [K in keyof ParametersOf<A> as ParametersOf<A>[K] extends { required: true } ? K : never]: Value<
    ParametersOf<A>[K]
  >;
} & {
  readonly [K in keyof ParametersOf<A> as ParametersOf<A>[K] extends { required: true } ? never : K]?: Value<
    ParametersOf<A>[K]
  >;
};
