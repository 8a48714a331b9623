import { Secret } from '../../../../../shared/util/secret.ts';
import type { ActionRequest, RegionRequestOf, RequestOf } from '../../../../../shared/model/verbs/index.ts';
import type { Secrets } from '../../../../../electron/providers/provider.ts';
import { gib, ref, vm, type Asked } from '../ucloud/asked.ts';

const act = (name: string, request: ActionRequest, sent: Asked[2], secrets: Secrets = {}): Asked => [
  name,
  (provider, signal) => provider.act(ref, request, secrets, signal),
  sent,
];

const password = { password: new Secret('planted*password') };
const snapshot = { snapshotId: 'vmsp-1', snapshotName: 'before' };

const power: readonly Asked[] = [
  act('start', { action: 'start' }, { Action: 'StartVMInstance', ...vm }),
  act('shut down', { action: 'shutdown' }, { Action: 'StopVMInstance', ...vm }),
  act('power off', { action: 'power-off' }, { Action: 'PoweroffVMInstance', ...vm }),
  act('restart', { action: 'restart' }, { Action: 'RestartVMInstance', ...vm }),
  act(
    'hibernate: without disk and with memory',
    { action: 'hibernate' },
    { Action: 'SaveVMInstance', ...vm, WithoutDisk: 'true', WithoutMemory: 'false' },
  ),
  act('wake: no snapshot is named', { action: 'wake' }, { Action: 'RestoreVMInstance', ...vm }),
];

const snapshots: readonly Asked[] = [
  act(
    'make a snapshot with memory',
    { action: 'snapshot-create', name: 'a', remark: 'b', memory: true },
    { Action: 'SaveVMInstance', ...vm, SPName: 'a', Remark: 'b', WithoutDisk: 'false', WithoutMemory: 'false' },
  ),
  act(
    'make a snapshot without memory and remark',
    { action: 'snapshot-create', name: 'a', remark: '', memory: false },
    { Action: 'SaveVMInstance', ...vm, SPName: 'a', WithoutDisk: 'false', WithoutMemory: 'true' },
  ),
  act(
    'revert to a snapshot',
    { action: 'snapshot-revert', ...snapshot },
    { Action: 'RestoreVMInstance', ...vm, SPID: 'vmsp-1' },
  ),
  act(
    'revert to a snapshot, on any host',
    { action: 'snapshot-revert', ...snapshot, otherHost: true },
    { Action: 'RestoreVMInstance', ...vm, SPID: 'vmsp-1', AllowOtherHost: 'true' },
  ),
  act(
    'delete a snapshot',
    { action: 'snapshot-delete', ...snapshot },
    { Action: 'DeleteVMSnapshot', ...vm, SPID: 'vmsp-1', IsClear: 'false' },
  ),
  act(
    'delete all snapshots: none is named',
    { action: 'snapshot-clear' },
    { Action: 'DeleteVMSnapshot', ...vm, IsClear: 'true' },
  ),
];

const clone = {
  ...{ action: 'clone', name: 'copy', snapshotId: 'vmsp-1', cpuCount: 2, memoryBytes: 4 * gib },
  ...{ vpcId: 'vpc-1', subnetId: 'subnet-1' },
} as const satisfies RequestOf<'clone'>;

const cloned = {
  ...{ Action: 'CloneVMInstance', ...vm, Name: 'copy', VMSPID: 'vmsp-1', CPU: '2', Memory: '4096' },
  ...{ VPCID: 'vpc-1', SubnetID: 'subnet-1' },
} as const;

const nothingElse = { CompanyID: '7', IPVersion: 'IPv4', Bandwidth: '0', ChargeType: 'Dynamic', Quantity: '1' };

const lifecycle: readonly Asked[] = [
  act(
    'clone, for the tenant of the request, by the hour and without an address outside',
    { ...clone, tenantId: '7' },
    { ...cloned, ...nothingElse },
  ),
  act(
    'clone for three months, with an address outside',
    {
      ...{ ...clone, tenantId: '7', billing: 'month', periods: 3, externalLineId: 'segment-1', externalVersion: '6' },
      ...{ externalBandwidth: 5, addressVersion: 'both', inboundLimit: 0, ownerEmail: 'a@b.example' },
    },
    {
      ...{ ...cloned, CompanyID: '7', ChargeType: 'Month', Quantity: '3', OperatorName: 'segment-1' },
      ...{ IPVersion: 'IPv6', Bandwidth: '5', InternalIPVersion: 'ALL', LANInAverageBandwidth: '0' },
      ...{ Email: 'a@b.example' },
    },
  ),
  act(
    'cancel a clone',
    { action: 'clone-cancel', jobId: 'vmc-1', cloneId: 'vm-2' },
    { Action: 'CancelCloneVMInstance', Region: 'r', VMCID: 'vmc-1', VMID: 'vm-2', SourceVMID: 'vm-1' },
  ),
  act(
    'forget a clone',
    { action: 'clone-forget', jobId: 'vmc-1' },
    { Action: 'DeleteVMC', Region: 'r', VMCID: 'vmc-1' },
  ),
  act(
    'reinstall: user data in Base64',
    { action: 'reinstall', imageId: 'image-1' },
    {
      ...{ Action: 'ReinstallVMInstance', ...vm, ImageID: 'image-1', Password: 'planted*password' },
      UserData: Buffer.from('#cloud-config é').toString('base64'),
    },
    { ...password, userData: new Secret('#cloud-config é') },
  ),
  act(
    'delete, keeping what is bound to it',
    { action: 'delete', withResources: false },
    { Action: 'DeleteVMInstance', ...vm, DelBindResource: '0' },
  ),
  act(
    'delete with what is bound to it',
    { action: 'delete', withResources: true },
    { Action: 'DeleteVMInstance', ...vm, DelBindResource: '1' },
  ),
];

const settings: readonly Asked[] = [
  act(
    'resize with a graphics card',
    {
      ...{ action: 'resize', cpuCount: 8, memoryBytes: 16 * gib, gpuKind: 'gpu', gpuModel: 'a100', gpuCount: 2 },
      requestReason: 'load',
    },
    {
      ...{ Action: 'ResizeVMConfig', ...vm, CPU: '8', Memory: '16384', GPUType: 'GPU', GPUMdevName: 'a100', GPU: '2' },
      ApplicationReason: 'load',
    },
  ),
  act(
    'set options: user data as it is',
    {
      ...{ action: 'options-set', highAvailability: 'off', cpuMode: 'custom', cpuModel: 'general', firmware: 'uefi' },
      ...{ diskCache: 'none', dns: '10.0.0.53', isoSlots: 2 },
    },
    {
      ...{ Action: 'UpdateVMAdvancedOptions', ...vm, HighAvailability: 'None', CPUMode: 'custom', CPUModel: 'general' },
      ...{ BootloaderType: 'uefi', DiskCacheMode: 'none', DNS: '10.0.0.53', ISOTotal: '2' },
      UserData: '#cloud-config',
    },
    { userData: new Secret('#cloud-config') },
  ),
  act('eject the ISO', { action: 'iso-eject' }, { Action: 'UpdateVMAdvancedOptions', ...vm, UninstallISO: 'true' }),
  act(
    'bind CPUs',
    { action: 'cpu-bind', host: 'node-1', bindings: ['0:2-4', '1:5'], degradable: false },
    {
      ...{ Action: 'UpdateVMVCPUBinding', ...vm, VCPUBindingNode: 'node-1', VCPUBindingDegrandable: 'false' },
      ...{ 'VCPUBindingInfos.0': '0:2-4', 'VCPUBindingInfos.1': '1:5' },
    },
  ),
  act('bind no CPUs any more', { action: 'cpu-bind', unbind: true }, { Action: 'UpdateVMVCPUBinding', ...vm }),
  act(
    'reset the password',
    { action: 'password-reset' },
    { Action: 'ResetVMInstancePassword', ...vm, Password: 'planted*password' },
    password,
  ),
  act(
    'boot from a CD',
    { action: 'boot-cd', imageId: 'iso-1' },
    { Action: 'SetBootFromCdrom', ...vm, ImageID: 'iso-1' },
  ),
  act(
    'boot from disk',
    { action: 'boot-disk', imageId: 'iso-1' },
    { Action: 'UnSetBootFromCdrom', ...vm, ImageID: 'iso-1' },
  ),
  [
    'move disks, for the tenant of the VM: both bars are there',
    (provider, signal) => {
      const moves = [
        { diskId: 'disk-1', storageSetId: 'set-1' },
        { diskId: 'disk-2', storageSetId: 'set-2', targetDiskId: 'disk-3' },
      ];
      return provider.act({ ...ref, tenantId: '7' }, { action: 'storage-move', moves }, {}, signal);
    },
    {
      ...{ Action: 'MigrateVMStorage', ...vm, CompanyID: '7' },
      ...{ 'Infos.0': 'disk-1|set-1|', 'Infos.1': 'disk-2|set-2|disk-3' },
    },
  ],
  act(
    'set a MAC address',
    { action: 'mac-set', network: 'WAN', mac: '52:54:00:00:00:01' },
    { Action: 'UpdateVMMAC', ...vm, NICType: 'WAN', MAC: '52:54:00:00:00:01' },
  ),
  act(
    'set the way out',
    { action: 'gateway-set', addressId: 'ip-1' },
    { Action: 'UpdateVMDefaultGW', ...vm, IPID: 'ip-1' },
  ),
  act('reset the network', { action: 'network-reset' }, { Action: 'ResetVMNetConfig', ...vm }),
  act(
    'attach a USB device',
    { action: 'usb-attach', usbId: 'usb-1', usbName: 'key', mode: 'redirected' },
    { Action: 'AttachUSB', ...vm, USBDeviceID: 'usb-1', AttachType: 'redir' },
  ),
  act(
    'detach a USB device',
    { action: 'usb-detach', usbId: 'usb-1', usbName: 'key' },
    { Action: 'DetachUSB', Region: 'r', USBDeviceID: 'usb-1' },
  ),
];

/** Whatever can be said of a new VM. */
export const fullOrder: RegionRequestOf<'create'> = {
  ...{ action: 'create', name: 'web', remark: 'r', tenantId: '7', projectId: 'p', ownerEmail: 'a@b.example' },
  ...{ requestTitle: 't', requestReason: 'why', tags: [{ key: '环境', value: 'prod' }], billing: 'year', periods: 2 },
  ...{ computeSetId: 'set', cpuCount: 4, memoryBytes: 8 * gib, bootSource: 'disk', imageId: 'image-1' },
  ...{ osFamily: 'Linux', osDistribution: 'centos', osVersion: '7', bootDiskId: 'b', bootDiskSetId: 'bs' },
  ...{ bootDiskBytes: 40 * gib, dataDiskId: 'd', dataDiskSetId: 'ds', dataDiskBytes: 100 * gib, dataDiskMount: true },
  ...{ diskCache: 'writeback', vpcId: 'vpc-1', subnetId: 'subnet-1', address: '10.0.0.9', addressVersion: '4' },
  ...{ secondAddress: '10.0.0.10', securityGroupId: 'sg-1', mac: '52:54:00:00:00:01', inboundLimit: 1 },
  ...{ outboundLimit: 2, externalLineId: 'segment-1', externalVersion: '6', externalBandwidth: 3 },
  ...{ externalAddress: '203.0.113.9', externalSecurityGroupId: 'sg-2', externalMac: '52:54:00:00:00:02' },
  ...{ flatNetworkId: 'flat', flatSecurityGroupId: 'sg-3', nicModel: 'intel-x710', dns: '10.0.0.53', hostname: 'web' },
  ...{ usbId: 'usb-1', usbMode: 'pass-through', gpuKind: 'vgpu', gpuModel: 'm', gpuCount: 1, vgpuModel: 'v' },
  ...{ gpuBinding: true, highAvailability: 'on', cpuMode: 'host', cpuModel: 'x', firmware: 'bios' },
  ...{ isolationGroupId: 'ig', cpuBindingHost: 'node-1', cpuBindings: ['0:2'], cpuBindingDegradable: true },
  ...{ imageHasAgent: true, imageHasCloudInit: false, imageHasHotplug: true },
};

const orderSecrets: Secrets = {
  ...password,
  userData: new Secret('#cloud-config'),
  bootDiskSecret: new Secret('s1'),
  dataDiskSecret: new Secret('s2'),
};

const creation: readonly Asked[] = [
  [
    'create with everything in the table',
    (provider, signal) => provider.actIn('r', fullOrder, orderSecrets, signal),
    {
      ...{ Action: 'CreateVMInstance', Region: 'r', Name: 'web', Remark: 'r', CompanyID: '7', ProjectID: 'p' },
      ...{ Email: 'a@b.example', ApplicationName: 't', ApplicationReason: 'why', ChargeType: 'Year', Quantity: '2' },
      ...{ 'TagKeyValuePairs.0': '546v5aKD:cHJvZA==', VMType: 'set', CPU: '4', Memory: '8192', BootSourceType: 'Disk' },
      ...{ ImageID: 'image-1', OSType: 'Linux', OSDistribution: 'centos', OSVersion: '7', BootDiskID: 'b' },
      ...{ BootDiskSetType: 'bs', BootDiskSpace: '40', DataDiskID: 'd', DataDiskSetType: 'ds', DataDiskSpace: '100' },
      ...{ DataDiskAutoMount: 'true', DiskCacheMode: 'writeback', VPCID: 'vpc-1', SubnetID: 'subnet-1' },
      ...{ InternalIP: '10.0.0.9', InternalIPVersion: 'IPv4', InternalExpandIP: '10.0.0.10', LANSGID: 'sg-1' },
      ...{ LANMAC: '52:54:00:00:00:01', LANInAverageBandwidth: '1', LANOutAverageBandwidth: '2' },
      ...{ OperatorName: 'segment-1', IPVersion: 'IPv6', Bandwidth: '3', InternetIP: '203.0.113.9', WANSGID: 'sg-2' },
      ...{ WANMAC: '52:54:00:00:00:02', FlatNetworkID: 'flat', FlatNetworkSGID: 'sg-3', PFCode: 'intel-x710' },
      ...{ DNS: '10.0.0.53', Hostname: 'web', USBDeviceID: 'usb-1', USBAttachType: 'pass-through', GPUType: 'VGPU' },
      ...{ GPUMdevName: 'm', GPU: '1', MdevName: 'v', GPUBindingEnable: 'true', HighAvailability: 'NeverStop' },
      ...{ CPUMode: 'host-passthrough', CPUModel: 'x', BootloaderType: 'bios', IGID: 'ig', VCPUBindingNode: 'node-1' },
      ...{ 'VCPUBindingInfos.0': '0:2', VCPUBindingDegrandable: 'true', SupportQGA: 'true', SupportCloudInit: 'false' },
      ...{ SupportHotplug: 'true', Password: 'planted*password', UserData: '#cloud-config' },
      ...{ BootDiskSecret: 's1', DataDiskSecret: 's2' },
    },
  ],
  [
    'create with what cannot be left out: tagged by who made it, no address outside',
    (provider, signal) => {
      const order: RegionRequestOf<'create'> = {
        ...{ action: 'create', name: 'web', tenantId: '7', computeSetId: 'set', cpuCount: 1, memoryBytes: gib },
        ...{ imageId: 'image-1', bootDiskId: 'b', vpcId: 'vpc-1', subnetId: 'subnet-1', externalLineId: 'segment-1' },
      };
      return provider.actIn('r', order, {}, signal);
    },
    {
      ...{ Action: 'CreateVMInstance', Region: 'r', Name: 'web', VMType: 'set', CPU: '1', Memory: '1024' },
      ...{ 'TagKeyValuePairs.0': 'Y3JlYXRlZC1ieQ==:Vk1EZWNr', BootSourceType: 'Disk', BootDiskID: 'b' },
      ...{ ImageID: 'image-1', VPCID: 'vpc-1', SubnetID: 'subnet-1', OperatorName: 'segment-1', ...nothingElse },
    },
  ],
];

const size = { cpuCount: 2, memoryBytes: 4 * gib };
const foreign = { system: 'vcenter', datacenter: 'dc' };
const foreignCall = { ConfigName: 'vcenter', Datacenter: 'dc' };

const questions: readonly Asked[] = [
  [
    'ask for a page of VMs, in a fixed order',
    (provider, signal) => provider.listVms('r', {}, () => undefined, signal),
    {
      ...{ Action: 'DescribeVMInstance', Region: 'r', SortBy: 'CreateTime', Sort: 'Ascending' },
      ...{ Limit: '100', Offset: '0' },
    },
  ],
  [
    'ask for VMs by every filter',
    (provider, signal) => {
      const query = {
        ...{ text: 'web', states: ['Running', 'Saved'], projectIds: ['p'], vpcId: 'v', subnetId: 's', groupId: 'g' },
        ...{ clusterId: 'c', tenantId: '7', host: '10.0.0.1', sort: { by: 'memory', descending: true } as const },
      };
      return provider.listVms('r', query, () => undefined, signal);
    },
    {
      ...{ Action: 'DescribeVMInstance', Region: 'r', Keyword: 'web', 'States.0': 'Running', 'States.1': 'Saved' },
      ...{ 'ProjectIDs.0': 'p', VPCID: 'v', SubnetID: 's', IGID: 'g', SetID: 'c', HostIP: '10.0.0.1' },
      ...{ SortBy: 'MemUsage', Sort: 'Descending', CompanyID: '7', Limit: '100', Offset: '0' },
    },
  ],
  [
    'ask for states',
    (provider, signal) => provider.ask('states', { region: 'r', cloudIds: ['vm-1', 'vm-2'] }, signal),
    {
      ...{ Action: 'DescribeCIStatus', Region: 'r', ResourceType: 'VM' },
      ...{ 'ResourceIDs.0': 'vm-1', 'ResourceIDs.1': 'vm-2' },
    },
  ],
  [
    'ask for the clones of a snapshot',
    (provider, signal) => provider.ask('clones', { region: 'r', snapshotId: 'vmsp-1' }, signal),
    { Action: 'DescribeVMC', Region: 'r', VMSPID: 'vmsp-1', Limit: '100', Offset: '0' },
  ],
  [
    'ask for the price of one VM for a tenant: two are asked for',
    (provider, signal) =>
      provider.ask(
        'price',
        {
          region: 'r',
          ...size,
          billing: 'month',
          periods: 3,
          quantity: 1,
          tenantId: '7',
          computeSetId: 'set',
          storageKind: 'x',
        },
        signal,
      ),
    {
      ...{ Action: 'GetVMInstancePrice', Region: 'r', CPU: '2', Memory: '4096', ChargeType: 'Month', Quantity: '3' },
      ...{ Count: '2', CompanyID: '7', VMType: 'set', StorageType: 'x' },
    },
  ],
  [
    'ask what another size costs more',
    (provider, signal) => provider.ask('premium', { ...ref, ...size }, signal),
    { Action: 'GetPaymentOfPremium', ...vm, CPU: '2', Memory: '4096' },
  ],
  [
    'ask for a session of the web console',
    (provider, signal) => provider.ask('web-console', ref, signal),
    { Action: 'AllocateVMVNCSession', ...vm },
  ],
  [
    'ask for VMware VMs',
    (provider, signal) => provider.ask('foreign-vms', { ...foreign, cluster: 'c' }, signal),
    { Action: 'DescribeVMWareVMs', ...foreignCall, Cluster: 'c' },
  ],
  [
    'ask for VMware stores',
    (provider, signal) => provider.ask('foreign-stores', { ...foreign, cluster: 'c', clusterId: 'id' }, signal),
    { Action: 'GetVMWareClusterDatastore', ...foreignCall, ClusterName: 'c', ClusterID: 'id' },
  ],
  [
    'ask for a VMware console',
    (provider, signal) => provider.ask('foreign-console', { ...foreign, vmId: 'v', vmName: 'n' }, signal),
    { Action: 'GenerateVMWareConsoleTicket', ...foreignCall, VMID: 'v', VMName: 'n' },
  ],
  [
    'ask for images',
    (provider, signal) => provider.ask('choices', { region: 'r', kind: 'image' }, signal),
    { Action: 'DescribeImage', Region: 'r', Limit: '100', Offset: '0' },
  ],
  [
    'ask for a VNC ticket',
    (provider, signal) => provider.consoleTicket(ref, 'vnc', signal),
    { Action: 'GetVMVNCInfo', ...vm },
  ],
  [
    'ask for a SPICE ticket',
    (provider, signal) => provider.consoleTicket(ref, 'spice', signal),
    { Action: 'GetVMSpiceInfo', ...vm },
  ],
];

/** What document 000 can do and be asked. */
export const asked: readonly Asked[] = [...power, ...snapshots, ...lifecycle, ...settings, ...creation, ...questions];
