import { machineOf, rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { checkGpu, gpuOf, refuse } from '../../ucloud/order.ts';
import { CHARGE, GPU_TYPE, MEMORY, POSITIVE } from '../../ucloud/rules.ts';
import { priceOf } from '../../ucloud/state/price.ts';

const { must, may, region } = rowsOf('000');
/** 000:369. */
const ORDER = { same: '0', up: '3', down: '7' } as const;

const price: Action = {
  source: '000:372',
  parameters: {
    Region: region(378),
    CompanyID: may('integer', 379),
    ChargeType: must('string', 380, CHARGE),
    Quantity: must('integer', 381, POSITIVE),
    // "Greater than 1", so that the price of one VM cannot be asked for: taken literally.
    Count: must('integer', 382, { min: 2 }),
    ImageID: may('string', 383),
    VMType: must('string', 384),
    BootDiskSpace: may('integer', 385, POSITIVE),
    // Required when BootDiskSpace is given.
    BootDiskSetType: may('string', 386),
    StorageType: may('string', 387),
    CPU: must('integer', 388, POSITIVE),
    Memory: must('integer', 389, MEMORY),
    GPUType: may('string', 390, GPU_TYPE),
    GPUMdevName: may('string', 391),
    GPU: may('integer', 392, POSITIVE),
    MdevName: may('string', 393),
  },
  run: (parameters, { stock }) => {
    const regionId = parameters.need('Region');
    checkGpu(parameters);
    stock.company(parameters.integer('CompanyID'));
    stock.vmSet(regionId, parameters.need('VMType'));
    const image = parameters.text('ImageID');
    if (image !== undefined) stock.diskImage(image);
    const disk = parameters.integer('BootDiskSpace') ?? 0;
    const set = parameters.text('BootDiskSetType');
    if (disk > 0 && set === undefined) refuse('Missing parameter BootDiskSetType');
    if (set !== undefined) stock.storageSet(regionId, set);
    const chargeType = parameters.need('ChargeType');
    const periods = chargeType === 'Dynamic' ? 1 : parameters.count('Quantity');
    const priced = {
      cpu: parameters.count('CPU'),
      memory: parameters.count('Memory'),
      gpus: gpuOf(parameters)?.count ?? 0,
      disk,
    };
    const total = priceOf(priced, chargeType) * periods * parameters.count('Count');
    return { Infos: [{ Price: Math.round(total * 100) / 100, ChargeType: chargeType }] };
  },
};

const premium: Action = {
  source: '000:348',
  parameters: {
    Region: region(354),
    CompanyID: may('integer', 355),
    VMID: must('string', 356),
    CPU: must('integer', 357, POSITIVE),
    Memory: must('integer', 358, MEMORY),
    GPUType: may('string', 359, GPU_TYPE),
    GPUMdevName: may('string', 360),
    GPU: may('integer', 361, POSITIVE),
    MdevName: may('string', 362),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    checkGpu(parameters);
    const gpus = machine.gpu?.count ?? 0;
    const before = priceOf({ cpu: machine.cpu, memory: machine.memory, gpus, disk: 0 }, machine.chargeType);
    const wanted = {
      cpu: parameters.count('CPU'),
      memory: parameters.count('Memory'),
      gpus: gpuOf(parameters)?.count ?? gpus,
      disk: 0,
    };
    const difference = Math.round((priceOf(wanted, machine.chargeType) - before) * 100) / 100;
    return { Price: difference, OrderType: difference === 0 ? ORDER.same : difference > 0 ? ORDER.up : ORDER.down };
  },
};

export const priceActions: Actions = { GetVMInstancePrice: price, GetPaymentOfPremium: premium };
