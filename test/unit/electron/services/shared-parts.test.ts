import { describe, expect, it } from 'vitest';
import { SharedParts } from '../../../../electron/services/shared-parts.ts';
import { aNic, aVm } from '../../../support/vms.ts';

describe('SharedParts', () => {
  it('keeps every field as it was, of one VM after the other', () => {
    const parts = new SharedParts();
    const full = aVm({
      name: 'full',
      ...{
        host: 'node-1',
        cluster: 'intel',
        image: 'rocky',
        imageId: 'image-1',
        project: 'p',
        projectId: 'p-1',
        tenant: 't',
      },
      ...{ nics: [aNic('10.0.0.1'), aNic('10.0.0.2')], tags: [{ key: 'env', value: 'prod' }], groups: ['a', 'b'] },
      ...{ disks: [{ id: 'd', name: 'boot', device: 'vda', sizeBytes: 1, boot: true }], warnings: ['Name'] },
      ...{ usbIds: ['u'], pendingChanges: [{ field: 'cpu', needsRestart: true }], owner: 'someone' },
      undocumented: [{ field: 'Colour', value: 'red' }],
    });
    const other = { ...full, id: 'c/other', host: 'node-2', owner: full.host, groups: [] };
    for (const vm of [full, aVm({ name: 'bare' }), other, full]) expect(parts.share(vm, vm.power.since)).toEqual(vm);
  });

  it('holds what is the same once', () => {
    const parts = new SharedParts();
    const [a, b] = [aVm({ name: 'a', groups: [] }), aVm({ name: 'a', groups: [] })].map((vm) => parts.share(vm, 1));
    expect(a?.groups).toBe(b?.groups);
    expect(a?.power.since).toBe(1);
  });

  it('does not keep texts without end', () => {
    const parts = new SharedParts();
    const vm = aVm({ name: 'a' });
    const host = (index: number): string => parts.share({ ...vm, host: `node-${index}` }, 0).host;
    const hosts = Array.from({ length: 20_100 }, (_, index) => host(index));
    expect(hosts.at(-1)).toBe('node-20099');
    expect(parts.size).toBeLessThanOrEqual(20_000);
  });
});
