import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callVm, describeVm, reaches, type Values } from '../ucloud/test-caller.ts';
import { ORDER } from '../ucloud/test-order.ts';
import { startUCloudStackSimulator, type Simulator } from './index.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 5000, console: 'builtin' });
});
afterAll(() => simulator.stop());

const create = (values: Values = {}) => call(simulator, 'CreateVMInstance', { ...ORDER, ...values });
const containing = (text: string): unknown => expect.stringContaining(text);
const looseDisks = async (): Promise<readonly unknown[]> => {
  const { Infos } = await call(simulator, 'DescribeDisk', { Region: 'region-a', Limit: '100' });
  return (Infos ?? []).map((disk) => disk['DiskID']);
};

describe('CreateVMInstance', () => {
  it('makes a VM that starts with a progress, and lists it first', async () => {
    const count = simulator.vms().length;
    const answer = await create({ InternalIP: '10.10.100.7', LANMAC: '52:54:00:aa:bb:cc', Hostname: 'new-01' });
    expect(answer).toMatchObject({ RetCode: 0, DiskID: containing('-boot'), EIPID: containing('eip-') });
    const vmId = answer.VMID ?? '';
    const first = await call(simulator, 'DescribeVMInstance', { Region: 'region-a', Limit: '1' });
    expect(first.Infos?.[0]).toMatchObject({ VMID: vmId, State: 'Starting', Name: '新机-01' });
    await eventually(async () => {
      const progress = Number((await describeVm(simulator, vmId))['StatusProcessProgress']);
      expect(progress).toBeGreaterThan(0);
      expect(progress).toBeLessThan(100);
    });
    await reaches(simulator, vmId, 'Running');
    expect(simulator.vms()).toHaveLength(count + 1);
    expect(await describeVm(simulator, vmId)).toMatchObject({
      CPU: 2,
      Memory: 4096,
      OSName: 'Ubuntu 22.04 x86_64',
      Hostname: 'new-01',
      ChargeType: 'Month',
      Tags: [{ Key: 'env', Value: 'test' }],
      StatusProcessProgress: 0,
      IPInfos: [
        { IP: '10.10.100.7', MAC: '52:54:00:aa:bb:cc', NicType: 'LAN', ISDefaultGW: 0 },
        { NicType: 'WAN', IPID: answer.EIPID, ISDefaultGW: 1 },
      ],
      DiskInfos: [{ Size: 50, Type: 'boot', StorageSetType: 'StorageSetSSD' }],
    });
  });

  it('orders no address outside for a bandwidth of 0', async () => {
    const answer = await create({ Bandwidth: '0' });
    expect(answer).not.toHaveProperty('EIPID');
    expect((await describeVm(simulator, answer.VMID ?? ''))['IPInfos']).toHaveLength(1);
  });

  it('takes data disks, a free USB device and settings along', async () => {
    const { Infos } = await call(simulator, 'ListUSBs', { Region: 'region-a', Limit: '100' });
    const usbId = String(Infos?.find((device) => device['Status'] === 'Detached')?.['USBDeviceID']);
    const answer = await create({
      DataDiskSetType: 'StorageSetceph',
      DataDiskSpace: '200',
      USBDeviceID: usbId,
      USBAttachType: 'redir',
      BootloaderType: 'uefi',
      DNS: '10.0.0.53',
      IGID: 'isolationgroup-a0000000001',
      'VCPUBindingInfos.0': '1:4-7',
      VCPUBindingNode: 'node-1',
    });
    expect(await describeVm(simulator, answer.VMID ?? '')).toMatchObject({
      DiskInfos: [{ Type: 'boot' }, { Type: 'data', Size: 200, StorageSetType: 'StorageSetceph' }],
      AttachedUSBIDs: [usbId],
      BootloaderType: 'uefi',
      DNS: '10.0.0.53',
      IGIDs: ['isolationgroup-a0000000001'],
      VCPUBindingInfos: [{ VCPU: 1, PCPU: '4-7' }],
      VCPUBindingNode: 'node-1',
    });
    expect(await create({ USBDeviceID: usbId, USBAttachType: 'redir' })).toMatchObject({ RetCode: 201 });
  });

  it.each<[string, Values]>([
    ['CompanyID', { CompanyID: '' }],
    ['TagKeyValuePairs', { 'TagKeyValuePairs.0': '' }],
    ['TagKeyValuePairs.0', { 'TagKeyValuePairs.0': 'env:测试' }],
    ['Name', { Name: 'two words' }],
    ['ChargeType', { ChargeType: 'Decade' }],
    ['Quantity', { Quantity: '0' }],
    ['Memory', { Memory: '1000' }],
    ['OSVersion', { ImageID: '', OSDistribution: 'centos', OSType: 'Linux' }],
    ['BootDiskSpace', { BootDiskSpace: '19' }],
    ['BootDiskSetType', { BootDiskSetType: '' }],
    ['BootDiskID', { BootSourceType: 'Disk' }],
    ['DataDiskSpace', { DataDiskSetType: 'StorageSetceph', DataDiskSpace: '9' }],
    ['DataDiskSetType', { DataDiskSpace: '20' }],
    ['DataDiskSpace', { DataDiskSetType: 'StorageSetceph' }],
    ['OperatorName', { OperatorName: '' }],
    ['Bandwidth', { Bandwidth: 'fast' }],
    ['Password', { Password: 'UPPER-123' }],
    ['Password', { Password: 'lower1' }],
    ['Hostname', { Hostname: '123' }],
    ['Hostname', { Hostname: 'has..dots' }],
    ['Hostname', { ImageID: 'image-win11-pro-23h2', Hostname: 'sixteen-letters1' }],
    ['USBAttachType', { USBDeviceID: 'usb-1' }],
    ['USBAttachType', { USBDeviceID: 'usb-1', USBAttachType: 'glue' }],
    ['GPUMdevName', { GPUType: 'GPU', GPU: '1' }],
    ['MdevName', { GPUType: 'VGPU' }],
    ['MdevName', { GPUType: 'GPU', GPUMdevName: 'nvidia-2080ti', GPU: '1', MdevName: 'half' }],
    ['GPUMdevName', { GPUMdevName: 'nvidia-2080ti' }],
    ['InternalIP', { InternalIP: '999.1.1.1' }],
    ['InternalIP', { InternalIP: '10.10.128.1' }],
    ['InternalIP', { InternalIP: '10.10.1.10' }],
    ['InternalIP', { InternalIP: '10.10.100.9', InternalIPVersion: 'IPv6' }],
    ['InternetIP', { InternetIP: '198.51.100.9', IPVersion: 'IPv6' }],
    ['VCPUBindingNode', { GPUBindingEnable: 'true' }],
    ['BootDiskSecret', { BootDiskSecret: 'secret' }],
    ['TagKeyValuePairs.0', { 'TagKeyValuePairs.0': 'a:b' }],
    ['LANMAC', { LANMAC: '52:54:00' }],
    ['DataDiskAutoMount', { DataDiskAutoMount: 'yes' }],
    ['VCPUBindingInfos', { VCPUBindingNode: 'node-1', 'VCPUBindingInfos.0': '2:1' }],
    ['Count', { Count: '2' }],
  ])('refuses what the table does not allow: %s', async (name, values) => {
    expect(await create(values)).toMatchObject({ RetCode: 229, Message: containing(name) });
  });

  it.each<Values>([
    { CompanyID: '1' },
    { VMType: 'ComputeSetmoon' },
    { ImageID: 'image-none' },
    { VPCID: 'vpc-none' },
    { SubnetID: 'subnet-none' },
    { BootDiskSetType: 'StorageSetnone' },
    { ProjectID: 'project-none' },
    { LANSGID: 'sg-none' },
    { FlatNetworkSGID: 'sg-none' },
    { OperatorName: 'segment-none' },
    { IGID: 'isolationgroup-none' },
    { FlatNetworkID: 'flatnet-none' },
    { DataDiskID: 'disk-none' },
    { VCPUBindingNode: 'node-none' },
    { PFCode: 'none' },
  ])('does not find %j', async (values) => {
    expect((await create(values)).RetCode).toBe(200);
  });
});

describe('DeleteVMInstance', () => {
  const made = async (): Promise<{ vmId: string; dataDisk: string }> => {
    const { VMID: vmId = '' } = await create({ DataDiskSetType: 'StorageSetceph', DataDiskSpace: '20' });
    await reaches(simulator, vmId, 'Running');
    const disks = (await describeVm(simulator, vmId))['DiskInfos'] as readonly Readonly<Record<string, unknown>>[];
    return { vmId, dataDisk: String(disks[1]?.['DiskID']) };
  };

  it('wants a VM that is off, and keeps its data disks unless told', async () => {
    const [kept, dropped] = [await made(), await made()];
    expect(await callVm(simulator, 'DeleteVMInstance', kept.vmId)).toMatchObject({ RetCode: 1014 });
    for (const [{ vmId }, flag] of [
      [kept, '0'],
      [dropped, '1'],
    ] as const) {
      await callVm(simulator, 'PoweroffVMInstance', vmId);
      await reaches(simulator, vmId, 'Stopped');
      expect(await callVm(simulator, 'DeleteVMInstance', vmId, { DelBindResource: flag })).toMatchObject({
        RetCode: 0,
      });
      expect((await describeVm(simulator, vmId))['State']).toBe('Deleting');
      simulator.finish();
      expect(simulator.vms().some((vm) => vm.vmId === vmId)).toBe(false);
    }
    const loose = await looseDisks();
    expect(loose).toContain(kept.dataDisk);
    expect(loose).not.toContain(dropped.dataDisk);
    expect(await create({ DataDiskID: kept.dataDisk })).toMatchObject({ RetCode: 0 });
    expect(await looseDisks()).not.toContain(kept.dataDisk);
  });

  it('refuses a flag that is neither 0 nor 1', async () => {
    const vmId = simulator.vms()[0]?.vmId ?? '';
    expect(await callVm(simulator, 'DeleteVMInstance', vmId, { DelBindResource: '2' })).toMatchObject({ RetCode: 229 });
  });
});
