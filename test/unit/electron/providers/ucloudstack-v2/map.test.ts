import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGone, toVm } from '../../../../../electron/providers/ucloudstack-v2/map.ts';
import { readVm } from '../../../../../electron/providers/ucloudstack-v2/wire.ts';
import { vmSchema } from '../../../../../shared/model/vm.ts';
import { noParticulars } from '../../../../../shared/model/vm-particulars.ts';

const context = { connectionId: 'c', region: 'r', now: 1_700_000_000_000 };

const documented = {
  ...{ VMID: 'vm-1', Name: 'web-01', Remark: 'r', Region: 'other', State: 'Running', CPU: 4, Memory: 8192 },
  ...{ OSType: 'Windows', OSName: 'Windows 2016', HostIP: '10.0.0.1', VMTypeAlias: 'x86', VMType: 'Normal' },
  ...{
    SetID: 'set-1',
    SetArch: 'x86_64',
    ProjectName: '',
    ProjectID: 'project-1',
    Email: 'a@b.example',
    ExpireTime: 0,
  },
  ...{ CreateTime: 1754644992, UpdateTime: 1754644993, ChargeType: 'Month', ImageID: 'image-1' },
  IPInfos: [{ IP: '10.1.0.7', IPVersion: 'IPv4', Type: 'Private', NicType: 'LAN', InterfaceID: 'nic-1' }],
  DiskInfos: [
    { DiskID: 'd-1', Name: 'boot', Drive: 'vda', Size: 40, Type: 'Boot' },
    { DiskID: 'd-2', Name: 'data', Drive: 'vdb', Size: 100, Type: 'Data' },
  ],
};

describe('a VM of the older generation', () => {
  it('as documented is mapped field by field, without a warning', () => {
    expect(toVm(documented, context)).toEqual({
      ...{ id: 'c/vm-1', connectionId: 'c', cloudId: 'vm-1', region: 'r', name: 'web-01', remark: 'r', problem: '' },
      power: { state: 'running', raw: 'Running', since: context.now, progress: null },
      os: { family: 'windows', name: 'Windows 2016' },
      ...{ cpuCount: 4, memoryBytes: 8 * 2 ** 30, cpuPercent: null, memoryPercent: null, diskPercent: null },
      nics: [
        {
          address: '10.1.0.7',
          version: '4',
          mac: '',
          network: 'LAN',
          name: 'nic-1',
          id: '',
          gateway: null,
          securityGroup: '',
        },
      ],
      disks: [
        { id: 'd-1', name: 'boot', device: 'vda', sizeBytes: 40 * 2 ** 30, boot: true },
        { id: 'd-2', name: 'data', device: 'vdb', sizeBytes: 100 * 2 ** 30, boot: false },
      ],
      ...{ host: '10.0.0.1', cluster: 'x86', project: 'project-1', owner: 'a@b.example', agent: 'unknown', tags: [] },
      ...noParticulars,
      architecture: 'x86',
      ...{ projectId: 'project-1', tenant: '', tenantId: '', groups: [], hostname: '', image: '', recycledAt: null },
      imageId: 'image-1',
      ...{ createdAt: 1754644992000, updatedAt: 1754644993000, expiresAt: null, syncedAt: context.now },
      ...{ consoles: ['vnc'], usbIds: [], snapshots: [], pendingChanges: [], warnings: [], undocumented: [] },
    });
  });

  it.each([
    ['Terminating', 'deleting'],
    ['Poweroffing', 'stopping'],
    ['Failed', 'error'],
    ['Saved', 'unknown'],
    ['toString', 'unknown'],
  ])('that is %s is %s, and keeps the word', (raw, state) => {
    expect(toVm({ ...documented, State: raw }, context)?.power).toMatchObject({ state, raw });
  });

  it.each([
    ['Deleted', true],
    ['Terminated', true],
    ['Terminating', false],
    ['', false],
  ])('that is "%s" is gone: %s', (State, gone) => {
    expect(isGone({ ...documented, State })).toBe(gone);
  });

  it('names what it lacks and shows the rest', () => {
    const vm = toVm({ VMID: 'vm-1', CPU: 'four', IPInfos: [7] }, context);
    expect(vm).toMatchObject({ name: '', cpuCount: null, power: { state: 'unknown' } });
    expect(vm?.warnings).toEqual(expect.arrayContaining(['Name', 'State', 'CPU', 'IPInfos[0]', 'DiskInfos']));
  });

  it('keeps what its document does not name, though the other one may', () => {
    const more = { UUID: 'u-1', UserData: 'planted', DiskInfos: [{ DiskID: 'd-1', Encrypted: true }] };
    expect(toVm({ ...documented, ...more }, context)?.undocumented).toEqual([
      { field: 'UUID', value: 'u-1' },
      { field: 'UserData', value: '[secret]' },
      { field: 'DiskInfos[0].Encrypted', value: 'true' },
    ]);
  });

  it('is made of any JSON, or none is', () => {
    const fields = Object.fromEntries(
      Object.keys(readVm({}, '', () => undefined)).map((name) => [name, fc.jsonValue({ maxDepth: 3 })]),
    );
    const alike = fc.record(fields, { requiredKeys: [] }).map((some) => ({ ...some, VMID: 'vm-1' }));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), alike), (raw) => {
        isGone(raw);
        const vm = toVm(raw, context);
        if (vm !== null) vmSchema.parse(vm);
      }),
      { numRuns: 500 },
    );
  });
});
