import { rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import type { Parameters } from '../../machinery/parameters.ts';

/** None of these three has a Region: a configuration's name says which vCenter is meant. */
const { must, may } = rowsOf('000');

const CONFIG = 'vmware-config-1';
const DATACENTER = 'Datacenter-1';
const CLUSTER = { name: 'cluster-1', id: 'cluster-eqwgr1rt54345r3' } as const;

const VMS = ['erp-app-01', 'erp-db-01', '文件服务器', 'win2012-legacy', 'vcsa'].map((name, index) => ({
  VMID: `vm-${1001 + index}`,
  Name: name,
  InventoryPath: `/${DATACENTER}/vm/Production/${name}`,
  PowerState: index === 3 ? 'poweredOff' : index === 2 ? 'suspended' : 'poweredOn',
  CPU: 2 + 2 * (index % 3),
  Memory: 4096 * (1 + (index % 2)),
}));

const checkHome = (parameters: Parameters): void => {
  for (const [name, known] of [
    ['ConfigName', CONFIG],
    ['Datacenter', DATACENTER],
  ] as const)
    if (parameters.need(name) !== known) throw new Refusal(RET.notFound, `${name} ${parameters.need(name)} not found`);
};

const ticket: Action = {
  source: '000:774',
  parameters: {
    ConfigName: must('string', 780),
    VMName: must('string', 781),
    Datacenter: must('string', 782),
    VMID: must('string', 783),
  },
  run: (parameters, { world }) => {
    checkHome(parameters);
    const vm = VMS.find(({ VMID, Name }) => VMID === parameters.need('VMID') && Name === parameters.need('VMName'));
    if (vm === undefined) throw new Refusal(RET.vmNotFound, `VM ${parameters.need('VMID')} not found`);
    if (vm.PowerState !== 'poweredOn') throw new Refusal(RET.vmState, `VM ${vm.VMID} is ${vm.PowerState}`);
    return { Link: `https://vcenter.example.com/console?vmId=${vm.VMID}&ticket=${world.random.hex(16)}` };
  },
};

const datastores: Action = {
  source: '000:792',
  parameters: {
    ConfigName: must('string', 798),
    Datacenter: must('string', 799),
    ClusterName: must('string', 800),
    ClusterID: must('string', 801),
  },
  run: (parameters) => {
    checkHome(parameters);
    if (parameters.need('ClusterName') !== CLUSTER.name || parameters.need('ClusterID') !== CLUSTER.id)
      throw new Refusal(RET.notFound, `Cluster ${parameters.need('ClusterID')} not found`);
    return {
      Infos: [
        { Name: 'datastore1', DatastoreID: 'datastore-123' },
        { Name: 'ssd-01', DatastoreID: 'datastore-124' },
      ],
    };
  },
};

const list: Action = {
  source: '000:818',
  parameters: {
    ConfigName: must('string', 824),
    Datacenter: must('string', 825),
    Cluster: may('string', 826),
  },
  run: (parameters) => {
    checkHome(parameters);
    const cluster = parameters.text('Cluster');
    if (cluster !== undefined && cluster !== CLUSTER.id)
      throw new Refusal(RET.notFound, `Cluster ${cluster} not found`);
    return { TotalCount: VMS.length, Infos: VMS };
  },
};

export const vmwareActions: Actions = {
  GenerateVMWareConsoleTicket: ticket,
  GetVMWareClusterDatastore: datastores,
  DescribeVMWareVMs: list,
};
