import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRegion } from '../../../../../electron/providers/ucloud/map.ts';
import { toUsbDevice, toVm } from '../../../../../electron/providers/ucloudstack/map.ts';
import { readVm, usbShape } from '../../../../../electron/providers/ucloudstack/wire.ts';
import { usbDeviceSchema } from '../../../../../shared/model/usb.ts';
import { vmSchema } from '../../../../../shared/model/vm.ts';
import { noParticulars } from '../../../../../shared/model/vm-particulars.ts';

const context = { connectionId: 'c', region: 'r', now: 1_700_000_000_000 };
const map = (fields: object) => toVm({ VMID: 'vm-1', ...fields }, context);

const documented = {
  ...{ VMID: 'vm-1', Name: 'web-01', Remark: 'r', Region: 'other', Reason: '', State: 'Running' },
  ...{ CPU: 4, Memory: 8192, OSType: 'Linux', OSName: 'OpenEuler 22.03', HostIP: '10.0.0.1' },
  ...{ VMTypeAlias: 'arm', VMType: 'ComputeSetarm', ProjectName: 'p', ProjectID: 'project-1', Email: 'a@b.example' },
  ...{ SetArch: 'aarch64', HighAvailability: 'NeverStop' },
  ...{ CompanyID: 200000236, CompanyName: 'Acme', Hostname: 'web', BasicImageName: 'OpenEuler', IGIDs: 'ig-1,ig-2' },
  ...{ ImageID: 'image-1' },
  ...{ CreateTime: 1754644992, UpdateTime: 1754644993, ExpireTime: 0, StatusProcessProgress: 0 },
  ...{ CPUUtilization: 0.6218442, MemUsage: 101, SpaceUsage: 12.5, QGAEnabled: true, QGARunning: true },
  IPInfos: [
    {
      IP: '172.16.0.7',
      IPVersion: 'IPv4',
      MAC: '52:54:00:91:89:95',
      NicType: 'LAN',
      InterfaceName: 'eth0',
      IPID: 'ip-1',
      ISDefaultGW: 1,
      SGName: 'web',
    },
  ],
  DiskInfos: [{ DiskID: 'd-1', Name: 'boot', Drive: 'vda', Size: 40, Type: 'boot' }],
  Tags: [{ Key: 'k', Value: 'v' }],
  AttachedUSBIDs: ['usb-1'],
  PendingChanges: [{ Field: 'BootloaderType', Restart: true }],
  VMSPInfos: [
    {
      ...{ SPID: 'vmsp-1', SPName: 'before', Remark: '', SPStatus: 'ReadyVMSnapshot', SPSize: 7 },
      ...{ CreateTime: 1754644992, IsCurrent: true, WithMemory: true, WithDisk: true },
    },
  ],
};

describe('a VM', () => {
  it('as documented is mapped field by field, without a warning', () => {
    expect(toVm(documented, context)).toEqual({
      ...{ id: 'c/vm-1', connectionId: 'c', cloudId: 'vm-1', region: 'r', name: 'web-01', remark: 'r', problem: '' },
      power: { state: 'running', raw: 'Running', since: context.now, progress: null },
      os: { family: 'linux', name: 'OpenEuler 22.03' },
      ...{ cpuCount: 4, memoryBytes: 8 * 2 ** 30, cpuPercent: 0.6218442, memoryPercent: 100, diskPercent: 12.5 },
      nics: [
        {
          address: '172.16.0.7',
          version: '4',
          mac: '52:54:00:91:89:95',
          network: 'LAN',
          name: 'eth0',
          id: 'ip-1',
          gateway: true,
          securityGroup: 'web',
        },
      ],
      disks: [{ id: 'd-1', name: 'boot', device: 'vda', sizeBytes: 40 * 2 ** 30, boot: true }],
      ...{ host: '10.0.0.1', cluster: 'arm', project: 'p', owner: 'a@b.example', agent: 'running' },
      ...{ projectId: 'project-1', tenant: 'Acme', tenantId: '200000236', groups: ['ig-1', 'ig-2'] },
      ...noParticulars,
      ...{ architecture: 'arm', highAvailability: true },
      ...{ hostname: 'web', image: 'OpenEuler', imageId: 'image-1', recycledAt: null },
      tags: [{ key: 'k', value: 'v' }],
      ...{ createdAt: 1754644992000, updatedAt: 1754644993000, expiresAt: null, syncedAt: context.now },
      ...{ consoles: ['vnc', 'spice'], usbIds: ['usb-1'] },
      snapshots: [
        {
          ...{ id: 'vmsp-1', name: 'before', remark: '', state: 'ready', raw: 'ReadyVMSnapshot' },
          ...{ createdAt: 1754644992000, sizeBytes: null, withMemory: true, withDisk: true, current: true },
        },
      ],
      pendingChanges: [{ field: 'BootloaderType', needsRestart: true }],
      warnings: [],
      undocumented: [],
    });
  });

  it.each([
    ['x86_64', 'None', 'x86', false],
    ['loongarch64', 'Sometimes', null, null],
    [undefined, undefined, null, null],
  ])('of a set of %s, kept %s, is %s and highly available: %s', (SetArch, HighAvailability, architecture, kept) => {
    expect(map({ SetArch, HighAvailability })).toMatchObject({ architecture, highAvailability: kept });
  });

  it.each([
    ['Saved', 'suspended'],
    ['Poweroffing', 'stopping'],
    ['MigrateDisking', 'migrating'],
    ['Reverted', 'restoring'],
    ['RFailed', 'error'],
    ['Levitating', 'unknown'],
    ['constructor', 'unknown'],
  ])('that is %s is %s, and keeps the word', (raw, state) => {
    expect(map({ State: raw })?.power).toMatchObject({ state, raw });
  });

  it('shows utilisation only while it runs', () => {
    const vm = map({ State: 'Stopped', CPUUtilization: 5, MemUsage: 5, SpaceUsage: 5 });
    expect([vm?.cpuPercent, vm?.memoryPercent, vm?.diskPercent]).toEqual([null, null, null]);
  });

  it('shows progress only while something is under way', () => {
    expect(map({ State: 'Migrating', StatusProcessProgress: 42.5 })?.power.progress).toBe(42.5);
    expect(map({ State: 'Migrating', StatusProcessProgress: 0 })?.power.progress).toBeNull();
    expect(map({ State: 'Running', StatusProcessProgress: 100 })?.power.progress).toBeNull();
  });

  it('keeps what no document names, of itself and of its parts', () => {
    const [nic] = documented.IPInfos;
    const more = { Colour: 'red', IPInfos: [{ ...nic, Speed: 10 }], Tags: ['a:b'], RootPassword: 'planted' };
    expect(map({ ...documented, ...more })?.undocumented).toEqual([
      { field: 'Colour', value: 'red' },
      { field: 'RootPassword', value: '[secret]' },
      { field: 'IPInfos[0].Speed', value: '10' },
    ]);
  });

  it('without an id is none', () => {
    for (const raw of [{}, { VMID: '' }, { VMID: null }, null, 7, [], 'vm-1']) expect(toVm(raw, context)).toBeNull();
  });

  it('names what it lacks and what has another type, and shows the rest', () => {
    const vm = map({
      State: 'Running',
      CPU: 'four',
      Memory: -1,
      DiskInfos: [{ DiskID: 'd', Size: {} }, 3],
      IPInfos: null,
    });
    expect(vm).toMatchObject({ name: '', cpuCount: null, memoryBytes: null, nics: [] });
    expect(vm?.warnings).toEqual(
      expect.arrayContaining(['Name', 'CPU', 'Memory', 'IPInfos', 'DiskInfos[0].Size', 'DiskInfos[1]']),
    );
  });

  it('may write numbers as text and lists with commas', () => {
    const vm = map({
      CPU: '4',
      Memory: '1024',
      QGAEnabled: 'true',
      AttachedUSBIDs: 'usb-1, usb-2',
      Tags: ['a:b:c', 'd'],
    });
    expect(vm).toMatchObject({ cpuCount: 4, memoryBytes: 2 ** 30, agent: 'enabled', usbIds: ['usb-1', 'usb-2'] });
    expect(vm?.tags).toEqual([
      { key: 'a', value: 'b:c' },
      { key: 'd', value: '' },
    ]);
  });
});

describe('a USB device', () => {
  const device = {
    USBDeviceID: 'u',
    Name: '',
    Vendor: 'Feitian',
    Product: 'ePass',
    Status: 'Attached',
    AttachedVMID: 'v',
  };

  it.each([
    ['pass-through', 'pass-through'],
    ['Passthrough', 'pass-through'],
    ['redir', 'redirected'],
    ['Redirect', 'redirected'],
    ['by magic', 'unknown'],
  ])('attached by %s is %s', (AttachedType, attachMode) => {
    expect(toUsbDevice({ ...device, AttachedType })).toMatchObject({ state: 'attached', attachedTo: 'v', attachMode });
  });

  it('that is free has no VM, no mode, and a name made of what is known', () => {
    const free = toUsbDevice({ ...device, Status: 'Detached', AttachedVMID: '', AttachedType: 'redir' });
    expect(free).toMatchObject({ state: 'free', attachedTo: null, attachMode: null, name: 'Feitian ePass' });
  });
});

describe('any JSON', () => {
  const fieldsOf = (shape: object, id: string) =>
    fc
      .record(Object.fromEntries(Object.keys(shape).map((name) => [name, fc.jsonValue({ maxDepth: 3 })])), {
        requiredKeys: [],
      })
      .map((fields) => ({ ...fields, [id]: 'id' }));

  it('becomes a VM of the model, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fieldsOf(
            readVm({}, '', () => undefined),
            'VMID',
          ),
        ),
        (raw) => {
          const vm = toVm(raw, context);
          if (vm !== null) vmSchema.parse(vm);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('becomes a USB device of the model, or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fieldsOf(usbShape, 'USBDeviceID')), (raw) => {
        const device = toUsbDevice(raw);
        if (device !== null) usbDeviceSchema.parse(device);
      }),
      { numRuns: 300 },
    );
  });

  it('becomes a region, or none', () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => typeof (toRegion(raw)?.id ?? '') === 'string'));
  });
});
