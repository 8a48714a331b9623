import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callVm, describeVm, reaches, type Values } from '../ucloud/test-caller.ts';
import { startUCloudStackSimulator, type Simulator, type VmSummary } from './index.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;
let source: VmSummary;
let order: Values;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 5000, console: 'builtin' });
  const found = simulator.vms().find((vm) => vm.region === 'region-a' && vm.state === 'Running' && vm.spIds.length > 0);
  if (found === undefined) throw new Error('No running VM has a snapshot');
  source = found;
  order = {
    CompanyID: '200000236',
    Name: 'copy-01',
    CPU: '4',
    Memory: '8192',
    VMSPID: source.spIds[0] ?? '',
    VPCID: 'vpc-aoffice0000001',
    SubnetID: 'subnet-alan1000000001',
    IPVersion: 'IPv4',
    Bandwidth: '0',
    ChargeType: 'Dynamic',
    Quantity: '1',
  };
});
afterAll(() => simulator.stop());

const clone = (values: Values = {}) => callVm(simulator, 'CloneVMInstance', source.vmId, { ...order, ...values });
const records = (values: Values = {}) =>
  call(simulator, 'DescribeVMC', { Region: 'region-a', VMSPID: source.spIds[0] ?? '', ...values });

describe('CloneVMInstance', () => {
  it('copies a VM from its snapshot, tells how far it is, and keeps a record', async () => {
    const { VMID: vmId = '', VMCID: vmcId = '', RetCode } = await clone();
    expect(RetCode).toBe(0);
    const during = (await records()).Infos?.find((record) => record['VMCID'] === vmcId);
    expect(during).toMatchObject({ VMID: vmId, SourceVMID: source.vmId, Status: 'Cloning' });
    expect(await call(simulator, 'DeleteVMC', { Region: 'region-a', VMCID: vmcId })).toMatchObject({ RetCode: 201 });
    const busy = await callVm(simulator, 'DeleteVMSnapshot', source.vmId, { SPID: source.spIds[0] ?? '' });
    expect(busy.RetCode).toBe(201);
    await eventually(async () =>
      expect((await describeVm(simulator, vmId))['StatusProcessProgress']).toBeGreaterThan(0),
    );
    await reaches(simulator, vmId, 'Running');
    const [copy, original] = [await describeVm(simulator, vmId), await describeVm(simulator, source.vmId)];
    expect(copy).toMatchObject({ Name: 'copy-01', CPU: 4, Memory: 8192, OSName: original['OSName'], VMSPInfos: [] });
    expect(copy['DiskInfos']).toHaveLength((original['DiskInfos'] as readonly unknown[]).length);
    expect((await records()).Infos?.find((record) => record['VMCID'] === vmcId)).toMatchObject({ Status: 'Done' });
    const late = await call(simulator, 'CancelCloneVMInstance', { Region: 'region-a', VMCID: vmcId });
    expect(late.RetCode).toBe(201);
    expect(await call(simulator, 'DeleteVMC', { Region: 'region-a', VMCID: vmcId })).toMatchObject({ RetCode: 0 });
    expect((await records()).Infos?.some((record) => record['VMCID'] === vmcId)).toBe(false);
  });

  it('can be cancelled, which takes the copy away', async () => {
    const { VMID: vmId = '', VMCID: vmcId = '' } = await clone();
    const cancel = (values: Values) =>
      call(simulator, 'CancelCloneVMInstance', { Region: 'region-a', VMCID: vmcId, ...values });
    expect((await cancel({ VMID: source.vmId })).RetCode).toBe(200);
    const sister = { CompanyID: '200000311' };
    expect((await cancel(sister)).RetCode).toBe(200);
    const deletion = { Region: 'region-a', VMCID: vmcId, ...sister };
    expect((await call(simulator, 'DeleteVMC', deletion)).RetCode).toBe(200);
    expect(await records(sister)).toMatchObject({ RetCode: 0, TotalCount: 0, Infos: [] });
    expect((await cancel({ VMID: vmId, SourceVMID: source.vmId })).RetCode).toBe(0);
    expect(simulator.vms().some((vm) => vm.vmId === vmId)).toBe(false);
    expect((await records()).Infos?.find((record) => record['VMCID'] === vmcId)).toMatchObject({ Status: 'Cancelled' });
  });

  it('pages its records by Limit and Offset, and repeats the request as the document has it', async () => {
    await clone();
    await clone();
    const page = await records({ Limit: '1', Offset: '1' });
    expect(page).toMatchObject({ Region: 'region-a', VMSPID: source.spIds[0], Limit: 1, Offset: 1 });
    expect(page.Infos).toHaveLength(1);
    expect(page.TotalCount).toBeGreaterThan(1);
  });

  it('needs a snapshot of that VM, and a way out when it has a bandwidth', async () => {
    expect((await clone({ VMSPID: '' })).RetCode).toBe(229);
    expect((await clone({ VMSPID: 'vmsp-none' })).RetCode).toBe(200);
    expect((await clone({ Bandwidth: '5' })).Message).toContain('OperatorName');
    expect((await clone({ Memory: '1500' })).Message).toContain('Memory');
    const answer = await clone({ Bandwidth: '5', OperatorName: 'segment-ainternet00001' });
    expect((await describeVm(simulator, answer.VMID ?? ''))['IPInfos']).toHaveLength(2);
  });
});
