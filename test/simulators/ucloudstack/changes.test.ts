import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callVm, describeVm, reaches, type Values } from '../ucloud/test-caller.ts';
import { ORDER } from '../ucloud/test-order.ts';
import { startUCloudStackSimulator, type Simulator } from './index.ts';

let simulator: Simulator;
let vmId: string;
/** A VM of 2 CPUs and 4 GiB with an address outside, running. */
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 60_000, console: 'builtin' });
  vmId = (await call(simulator, 'CreateVMInstance', ORDER)).VMID ?? '';
  await reaches(simulator, vmId, 'Running');
});
afterAll(() => simulator.stop());

const act = (action: string, values: Values = {}) => callVm(simulator, action, vmId, values);
const code = async (action: string, values: Values = {}): Promise<number> => (await act(action, values)).RetCode;
const vm = () => describeVm(simulator, vmId);
const part = async (field: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (await vm())[field] as readonly Readonly<Record<string, unknown>>[];
const stop = async (): Promise<void> => {
  await act('StopVMInstance');
  await reaches(simulator, vmId, 'Stopped');
};
const start = async (): Promise<void> => {
  await act('StartVMInstance');
  await reaches(simulator, vmId, 'Running');
};

describe('size', () => {
  it('grows while running, shrinks only when off, and says what it costs', async () => {
    const premium = (values: Values) => act('GetPaymentOfPremium', values);
    expect(await premium({ CPU: '4', Memory: '8192' })).toMatchObject({ OrderType: '3' });
    expect(await premium({ CPU: '1', Memory: '4096' })).toMatchObject({ OrderType: '7' });
    expect(await premium({ CPU: '2', Memory: '4096' })).toMatchObject({ OrderType: '0', Price: 0 });
    expect(await code('ResizeVMConfig', { CPU: '4', Memory: '8192' })).toBe(0);
    expect(await vm()).toMatchObject({ CPU: 4, Memory: 8192, State: 'Running' });
    expect(await code('ResizeVMConfig', { CPU: '2', Memory: '8192' })).toBe(1014);
    expect(await code('ResizeVMConfig', { CPU: '4', Memory: '8000' })).toBe(229);
    await stop();
    const gpu = { GPUType: 'GPU', GPUMdevName: 'nvidia-2080ti', GPU: '2' };
    expect(await code('ResizeVMConfig', { CPU: '2', Memory: '4096', ...gpu })).toBe(0);
    expect(await vm()).toMatchObject({ CPU: 2, Memory: 4096, GPUType: 'GPU', GPUMdevName: 'nvidia-2080ti', GPU: 2 });
    for (const incomplete of [{ GPUType: 'VGPU' }, { GPU: '1' }, { ...gpu, MdevName: 'half' }]) {
      const size = { CPU: '2', Memory: '4096', ...incomplete };
      expect([await code('ResizeVMConfig', size), (await premium(size)).RetCode]).toEqual([229, 229]);
    }
    await start();
  });

  it('has a price', async () => {
    const values = {
      Region: 'region-a',
      ChargeType: 'Month',
      Quantity: '1',
      Count: '2',
      VMType: 'ComputeSetx86',
      CPU: '2',
      Memory: '4096',
    };
    for (const wrong of [{ GPUType: 'GPU' }, { CompanyID: '5' }])
      expect((await call(simulator, 'GetVMInstancePrice', { ...values, ...wrong })).RetCode).not.toBe(0);
    const price = async (more: Values = {}) => {
      const { Infos } = await call(simulator, 'GetVMInstancePrice', { ...values, ...more });
      return Number(Infos?.[0]?.['Price']);
    };
    const two = await price();
    expect(two).toBeGreaterThan(0);
    expect(await price({ Count: '4' })).toBeCloseTo(2 * two);
    expect(await price({ Quantity: '3' })).toBeCloseTo(3 * two);
    expect(await price({ CPU: '4' })).toBeGreaterThan(two);
    const refused = await call(simulator, 'GetVMInstancePrice', { ...values, Count: '1' });
    expect(refused).toMatchObject({ RetCode: 229 });
    const noSet = await call(simulator, 'GetVMInstancePrice', { ...values, BootDiskSpace: '50' });
    expect(noSet.Message).toContain('BootDiskSetType');
  });
});

describe('system', () => {
  it('takes a new password only while it runs, and shows it nowhere', async () => {
    const Password = 'se-cret.word9';
    expect(await code('ResetVMInstancePassword', { Password })).toBe(0);
    expect(await code('ResetVMInstancePassword', { Password: 'short' })).toBe(229);
    expect(JSON.stringify(simulator.log)).not.toContain(Password);
    await stop();
    expect(await code('ResetVMInstancePassword', { Password })).toBe(1005);
    await start();
  });

  it('is installed anew only when off, with a script in Base64', async () => {
    expect(await code('ReinstallVMInstance', { ImageID: 'image-debian-12' })).toBe(1014);
    await stop();
    expect(await code('ReinstallVMInstance', { ImageID: 'image-none' })).toBe(200);
    const UserData = Buffer.from('#cloud-config\n').toString('base64');
    expect(await code('ReinstallVMInstance', { ImageID: 'image-debian-12', UserData: '#cloud' })).toBe(229);
    expect(await code('ReinstallVMInstance', { ImageID: 'image-debian-12', UserData })).toBe(0);
    expect(await vm()).toMatchObject({ State: 'Reinstalling' });
    await reaches(simulator, vmId, 'Stopped');
    expect(await vm()).toMatchObject({ OSName: 'Debian 12 x86_64', ImageID: 'image-debian-12', UserData });
    await start();
  });
});

describe('network', () => {
  it('changes its way out by the id of either kind', async () => {
    const [lan, wan] = await part('IPInfos');
    const gateways = async () => (await part('IPInfos')).map((ip) => ip['ISDefaultGW']);
    expect(await code('UpdateVMDefaultGW', { IPID: String(lan?.['IPID']) })).toBe(0);
    expect(await gateways()).toEqual([1, 0]);
    expect(await code('UpdateVMDefaultGW', { EIPID: String(wan?.['IPID']) })).toBe(0);
    expect(await gateways()).toEqual([0, 1]);
    expect(await code('UpdateVMDefaultGW')).toBe(229);
    expect(await code('UpdateVMDefaultGW', { EIPID: 'eip-none' })).toBe(200);
  });

  it('changes a MAC address, in either notation or to one of its own choice', async () => {
    const mac = async () => (await part('IPInfos'))[0]?.['MAC'];
    expect(await code('UpdateVMMAC', { NICType: 'LAN', MAC: '00-1A-2B-3C-4D-5E' })).toBe(0);
    expect(await mac()).toBe('00:1a:2b:3c:4d:5e');
    expect(await code('UpdateVMMAC', { NICType: 'LAN' })).toBe(0);
    expect(await mac()).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
    expect(await code('UpdateVMMAC', { NICType: 'LAN', MAC: '00-1A:2B-3C-4D-5E' })).toBe(229);
    expect(await code('UpdateVMMAC', { NICType: 'Flat' })).toBe(200);
    expect(await code('ResetVMNetConfig')).toBe(0);
  });
});

describe('options', () => {
  it('wait for a power-off while the VM runs, those of the cache for any restart', async () => {
    const values = { ISOTotal: '2', BootloaderType: 'uefi', DiskCacheMode: 'writeback', DNS: '10.0.0.1' };
    expect(await code('UpdateVMAdvancedOptions', values)).toBe(0);
    expect(await vm()).toMatchObject({ DNS: '10.0.0.1', ISOTotalSpec: 2, ISOTotalStatus: 1, BootloaderType: 'bios' });
    expect(await part('PendingChanges')).toEqual([
      { Field: 'BootloaderType', Restart: true },
      { Field: 'DiskCacheMode', Restart: false },
      { Field: 'ISOTotal', Restart: true },
    ]);
    await act('RestartVMInstance');
    await reaches(simulator, vmId, 'Running');
    expect(await vm()).toMatchObject({ DiskCacheMode: 'writeback', ISOTotalStatus: 1, BootloaderType: 'bios' });
    await stop();
    expect(await vm()).toMatchObject({ ISOTotalStatus: 2, BootloaderType: 'uefi', PendingChanges: [] });
    const direct = { CPUMode: 'host-passthrough', CPUModel: 'default' };
    expect(await code('UpdateVMAdvancedOptions', direct)).toBe(229);
    expect(await code('UpdateVMAdvancedOptions', { CPUMode: 'custom', CPUModel: 'general' })).toBe(0);
    expect(await vm()).toMatchObject({ CPUModel: 'general', CPUModelSpec: 'general', PendingChanges: [] });
    await start();
  });

  it('start from a CD and no longer', async () => {
    const ImageID = 'image-rescue-iso';
    expect(await code('UnSetBootFromCdrom', { ImageID })).toBe(201);
    expect(await code('SetBootFromCdrom', { ImageID: 'image-debian-12' })).toBe(200);
    expect(await code('SetBootFromCdrom', { ImageID })).toBe(0);
    expect(await part('PendingChanges')).toEqual([{ Field: 'BootFromCdrom', Restart: true }]);
    expect(await code('UnSetBootFromCdrom', { ImageID: 'image-windows-virtio-iso' })).toBe(201);
    expect(await code('UnSetBootFromCdrom', { ImageID })).toBe(0);
    expect(await code('UpdateVMAdvancedOptions', { UninstallISO: 'true' })).toBe(201);
  });

  it('bind VCPUs that the VM has, once each', async () => {
    const bind = (values: Values) => code('UpdateVMVCPUBinding', values);
    expect(await bind({ 'VCPUBindingInfos.0': '0:2-4' })).toBe(229);
    expect(await bind({ VCPUBindingNode: 'node-1', 'VCPUBindingInfos.0': '2:1' })).toBe(229);
    expect(await bind({ VCPUBindingNode: 'node-1', 'VCPUBindingInfos.0': '0:1', 'VCPUBindingInfos.1': '0:2' })).toBe(
      229,
    );
    await stop();
    expect(await bind({ VCPUBindingNode: 'node-1', 'VCPUBindingInfos.0': '0:2-4,8' })).toBe(0);
    expect(await vm()).toMatchObject({ VCPUBindingNode: 'node-1', VCPUBindingInfos: [{ VCPU: 0, PCPU: '2-4,8' }] });
    expect(await bind({})).toBe(0);
    expect(await vm()).toMatchObject({ VCPUBindingNode: '', VCPUBindingInfos: [] });
    await start();
  });
});

describe('storage', () => {
  it('moves between sets while the VM runs', async () => {
    const disk = String((await part('DiskInfos'))[0]?.['DiskID']);
    const move = (info: string, more: Values = {}) =>
      code('MigrateVMStorage', { CompanyID: '200000236', 'Infos.0': info, ...more });
    expect(await move(`${disk}|StorageSetceph|`, { CompanyID: '' })).toBe(229);
    expect(await move(`${disk} StorageSetceph`)).toBe(229);
    expect(await move(`${disk}|StorageSetnone|`)).toBe(200);
    expect(await move('disk-none|StorageSetceph|')).toBe(200);
    expect(await move(`${disk} | StorageSetceph | disk-aspare0000001`)).toBe(0);
    expect(await vm()).toMatchObject({ State: 'MigrateDisking' });
    await reaches(simulator, vmId, 'Running');
    expect((await part('DiskInfos'))[0]).toMatchObject({
      DiskID: 'disk-aspare0000001',
      StorageSetType: 'StorageSetceph',
    });
  });
});
