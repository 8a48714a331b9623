import type { Parameters } from '../machinery/parameters.ts';
import { rowsOf, type Action, type Actions } from '../ucloud/action.ts';
import { planOf, refuse } from '../ucloud/order.ts';
import { pickerActions } from '../ucloud/pickers.ts';
import {
  ADDRESS,
  CHARGE,
  FLAG,
  GPUS,
  IP_VERSION,
  LIMIT,
  named,
  NOT_NEGATIVE,
  PASSWORD_OF_TWO_CLASSES,
  POSITIVE,
  REMARK,
} from '../ucloud/rules.ts';
import { selected } from '../ucloud/select.ts';
import { assemble } from '../ucloud/state/assemble.ts';
import { priceOf } from '../ucloud/state/price.ts';
import {
  powerOff,
  reinstall,
  remove,
  resetPassword,
  resize,
  restart,
  setGateway,
  start,
  stop,
  vncTicket,
} from '../ucloud/verbs.ts';
import { vmInstanceInfo } from './wire.ts';

const { must, may, region } = rowsOf('001');
const DEFAULT_LIMIT = 20;
const DEFAULT_BOOT_GB = 40;
/** Most periods of a charge type. */
const MOST: Readonly<Record<string, number>> = { Month: 11, Year: 5 };
const CPUS_PER_GPU = 4;

/** Rules over several rows: periods by charge type, CPUs by graphics cards. */
const checkTogether = (parameters: Parameters): void => {
  const most = MOST[parameters.need('ChargeType')];
  if (most !== undefined && (parameters.integer('Quantity') ?? 1) > most)
    refuse(`Parameter Quantity must be at most ${most}`);
  if (parameters.count('CPU') < CPUS_PER_GPU * (parameters.integer('GPU') ?? 0))
    refuse(`Parameter CPU must be at least ${CPUS_PER_GPU} per GPU`);
};

const describeVms: Action = {
  source: '001:70',
  parameters: {
    Region: region(80),
    ProjectIDs: may('strings', 81),
    Keyword: may('string', 82),
    CompanyID: may('integer', 83),
    VPCID: may('string', 84),
    SubnetID: may('string', 85),
    Offset: may('integer', 86, NOT_NEGATIVE),
    Limit: may('integer', 87, LIMIT),
    VMIDs: may('strings', 88),
  },
  run: (parameters, { world }) => {
    const found = selected(parameters, world);
    const offset = parameters.integer('Offset') ?? 0;
    const page = found.slice(offset, offset + (parameters.integer('Limit') ?? DEFAULT_LIMIT));
    return { TotalCount: found.length, Infos: page.map((entry) => vmInstanceInfo(world.read(entry))) };
  },
};

const create: Action = {
  source: '001:10',
  parameters: {
    Region: region(20),
    Name: must('string', 21, named(30)),
    Password: must('string', 22, PASSWORD_OF_TWO_CLASSES),
    ChargeType: must('string', 23, CHARGE),
    VMType: must('string', 24),
    ImageID: must('string', 25),
    CPU: must('integer', 26, POSITIVE),
    Memory: must('integer', 27, POSITIVE),
    BootDiskSetType: must('string', 28),
    VPCID: must('string', 29),
    SubnetID: must('string', 30),
    // Security groups are optional here and in 000.
    WANSGID: may('string', 31),
    CompanyID: may('integer', 32),
    ApplicationName: may('string', 33),
    ApplicationReason: may('string', 34),
    Remark: may('string', 35, REMARK),
    // Months 1 to 11, years 1 to 5, of no effect for hours.
    Quantity: may('integer', 36, POSITIVE),
    GPU: may('integer', 37, GPUS),
    BootDiskSpace: may('integer', 38, { min: 40, max: 500 }),
    BootDiskID: may('string', 39),
    DataDiskSetType: may('string', 40),
    DataDiskSpace: may('integer', 41, { min: 0, max: 8000 }),
    DataDiskID: may('string', 42),
    LANSGID: may('string', 43),
    InternalIP: may('string', 44, ADDRESS),
    OperatorName: may('string', 45),
    Bandwidth: may('integer', 46, POSITIVE),
    IPVersion: may('string', 47, IP_VERSION),
    InternetIP: may('string', 48, ADDRESS),
    ProjectID: may('string', 49),
  },
  run: (parameters, context) => {
    const { world, stock } = context;
    checkTogether(parameters);
    if ((parameters.integer('DataDiskSpace') ?? 0) > 0 && parameters.text('DataDiskSetType') === undefined)
      refuse('Missing parameter DataDiskSetType');
    const image = stock.diskImage(parameters.need('ImageID'));
    const plan = planOf(parameters, context, {
      vmType: parameters.need('VMType'),
      image,
      bootSize: DEFAULT_BOOT_GB,
    });
    const machine = assemble(plan, world);
    world.add(machine);
    world.begin(machine, 'Starting', 'Running');
    const data = machine.disks.find((disk) => disk.type === 'data');
    const outside = machine.nics.find((nic) => nic.nicType === 'WAN');
    return {
      VMID: machine.vmId,
      ...(data === undefined ? {} : { DiskID: data.diskId }),
      ...(outside === undefined ? {} : { EIPID: outside.ipId }),
    };
  },
};

const price: Action = {
  source: '001:187',
  parameters: {
    Region: region(197),
    VMType: must('string', 198),
    ImageID: must('string', 199),
    CPU: must('integer', 200, POSITIVE),
    Memory: must('integer', 201, POSITIVE),
    BootDiskSetType: must('string', 202),
    ChargeType: must('string', 203, CHARGE),
    // Required here, optional in CreateVMInstance with the default 40.
    BootDiskSpace: must('integer', 204, { min: 40, max: 500 }),
    CompanyID: may('integer', 205),
    Quantity: may('integer', 206, POSITIVE),
    GPU: may('integer', 207, GPUS),
  },
  run: (parameters, { stock }) => {
    checkTogether(parameters);
    const regionId = parameters.need('Region');
    stock.vmSet(regionId, parameters.need('VMType'));
    stock.diskImage(parameters.need('ImageID'));
    stock.storageSet(regionId, parameters.need('BootDiskSetType'));
    const chargeType = parameters.need('ChargeType');
    const periods = chargeType === 'Dynamic' ? 1 : (parameters.integer('Quantity') ?? 1);
    const priced = {
      cpu: parameters.count('CPU'),
      memory: parameters.count('Memory'),
      gpus: parameters.integer('GPU') ?? 0,
      disk: parameters.count('BootDiskSpace'),
    };
    return {
      Infos: [{ ChargeType: chargeType, Price: Math.round(priceOf(priced, chargeType) * periods * 100) / 100 }],
    };
  },
};

/** Every action of document 001, and the lists beside it that AUTH.md names. */
export const ACTIONS: Actions = {
  // No snapshots in this document.
  ...pickerActions(() => []),
  CreateVMInstance: create,
  DescribeVMInstance: describeVms,
  GetVMInstancePrice: price,
  StartVMInstance: {
    source: '001:245',
    parameters: {
      Region: region(255),
      VMID: must('string', 256),
      CompanyID: may('integer', 257),
    },
    run: start,
  },
  RestartVMInstance: {
    source: '001:275',
    parameters: {
      Region: region(285),
      VMID: must('string', 286),
      CompanyID: may('integer', 287),
    },
    run: restart,
  },
  StopVMInstance: {
    source: '001:305',
    parameters: {
      Region: region(315),
      VMID: must('string', 316),
      CompanyID: may('integer', 317),
    },
    run: stop,
  },
  PoweroffVMInstance: {
    source: '001:335',
    parameters: {
      Region: region(345),
      VMID: must('string', 346),
      CompanyID: may('integer', 347),
    },
    run: powerOff,
  },
  ResetVMInstancePassword: {
    source: '001:365',
    parameters: {
      Region: region(375),
      VMID: must('string', 376),
      Password: must('string', 377, PASSWORD_OF_TWO_CLASSES),
      CompanyID: may('integer', 378),
    },
    run: resetPassword,
  },
  ReinstallVMInstance: {
    source: '001:396',
    parameters: {
      Region: region(406),
      // Only a VM that is off (001:398).
      VMID: must('string', 407),
      ImageID: must('string', 408),
      CompanyID: may('integer', 409),
      Password: may('string', 410, PASSWORD_OF_TWO_CLASSES),
    },
    run: reinstall,
  },
  ResizeVMConfig: {
    source: '001:428',
    parameters: {
      Region: region(438),
      VMID: must('string', 439),
      CPU: must('integer', 440, POSITIVE),
      // Any number: the sizes named are examples ("such as").
      Memory: must('integer', 441, POSITIVE),
      CompanyID: may('integer', 442),
      ApplicationName: may('string', 443),
      ApplicationReason: may('string', 444),
    },
    run: resize,
  },
  UpdateVMDefaultGW: {
    source: '001:462',
    parameters: {
      Region: region(472),
      VMID: must('string', 473),
      // Required here, one of two in 000.
      EIPID: must('string', 474),
      CompanyID: may('integer', 475),
    },
    run: setGateway,
  },
  DeleteVMInstance: {
    source: '001:493',
    parameters: {
      Region: region(503),
      VMID: must('string', 504),
      CompanyID: may('integer', 505),
      DelBindResource: may('integer', 506, FLAG),
    },
    run: remove,
  },
  GetVMVNCInfo: {
    source: '001:524',
    parameters: {
      Region: region(534),
      VMID: must('string', 535),
      CompanyID: may('integer', 536),
    },
    run: vncTicket,
  },
};
