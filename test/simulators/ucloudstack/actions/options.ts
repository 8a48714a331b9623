import { machineOf, rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { refuse } from '../../ucloud/order.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { AVAILABILITY, BINDING, BOOTLOADER, CACHE_MODE, CPU_MODE } from '../../ucloud/rules.ts';
import type { Machine, Pending, Settings } from '../../ucloud/state/model.ts';
import { requireState } from '../../ucloud/state/world.ts';
import { wishedSettings } from '../wire.ts';

const { must, may, region } = rowsOf('000');

/** Field of VMInfo, setting, and whether only a power-off (no restart, 000:71) puts it in force. */
const LATER: readonly (readonly [parameter: string, setting: keyof Settings, powerOff: boolean])[] = [
  ['CPUMode', 'cpuMode', true],
  ['CPUModel', 'cpuModel', true],
  ['BootloaderType', 'bootloader', true],
  ['DiskCacheMode', 'cacheMode', false],
];

const emptyDrive = (machine: Machine): Pending => {
  if (wishedSettings(machine).cdImageId === '')
    throw new Refusal(RET.badState, `VM ${machine.vmId} has no ISO image in its drive`);
  return { field: 'ISO', powerOff: true, change: { cdImageId: '', bootFromCd: false } };
};

const advanced: Action = {
  source: '000:622',
  parameters: {
    Region: region(628),
    VMID: must('string', 629),
    DNS: may('string', 630),
    HighAvailability: may('string', 631, AVAILABILITY),
    CPUMode: may('string', 632, CPU_MODE),
    UserData: may('string', 633),
    UninstallISO: may('bool', 634),
    BootloaderType: may('string', 635, BOOTLOADER),
    // "Only with CPUMode custom" like 000:65, with other values than its example.
    CPUModel: may('string', 636, { oneOf: ['default', 'general', 'other'] }),
    ISOTotal: may('integer', 637, { min: 0 }),
    DiskCacheMode: may('string', 638, CACHE_MODE),
  },
  run: (parameters, context) => {
    const { world } = context;
    const machine = machineOf(parameters, context);
    requireState(machine, 'Running', 'Stopped');
    const mode = parameters.text('CPUMode') ?? wishedSettings(machine).cpuMode;
    if (parameters.text('CPUModel') !== undefined && mode !== 'custom')
      refuse('Parameter CPUModel wants CPUMode custom');
    if (parameters.flag('UninstallISO') === true) world.change(machine, emptyDrive(machine));
    for (const [parameter, setting, powerOff] of LATER) {
      const value = parameters.text(parameter);
      if (value !== undefined) world.change(machine, { field: parameter, powerOff, change: { [setting]: value } });
    }
    const slots = parameters.integer('ISOTotal');
    if (slots !== undefined) world.change(machine, { field: 'ISOTotal', powerOff: true, change: { isoTotal: slots } });
    const { dns, highAvailability, userData } = machine.settings;
    machine.settings = {
      ...machine.settings,
      dns: parameters.text('DNS') ?? dns,
      highAvailability: parameters.text('HighAvailability') ?? highAvailability,
      userData: parameters.text('UserData') ?? userData,
    };
    world.touch(machine);
    return {};
  },
};

const bootFromCd: Action = {
  source: '000:663',
  parameters: {
    Region: region(669),
    CompanyID: may('integer', 670),
    VMID: must('string', 671),
    ImageID: must('string', 672),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    const image = context.stock.isoImage(parameters.need('ImageID'));
    requireState(machine, 'Running', 'Stopped');
    const change = { cdImageId: image.id, bootFromCd: true };
    context.world.change(machine, { field: 'BootFromCdrom', powerOff: true, change });
    return {};
  },
};

const bootFromDisk: Action = {
  source: '000:680',
  parameters: {
    Region: region(686),
    CompanyID: may('integer', 687),
    VMID: must('string', 688),
    // Required although there is one CD drive to start from.
    ImageID: must('string', 689),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    const { id } = context.stock.isoImage(parameters.need('ImageID'));
    requireState(machine, 'Running', 'Stopped');
    const wished = wishedSettings(machine);
    if (!wished.bootFromCd || wished.cdImageId !== id)
      throw new Refusal(RET.badState, `VM ${machine.vmId} does not start from ${id}`);
    context.world.change(machine, { field: 'BootFromCdrom', powerOff: true, change: { bootFromCd: false } });
    return {};
  },
};

/** The VCPUs of `0:2-4,8`, none of them twice and none that the VM lacks. */
export const bindingsOf = (texts: readonly string[], cpu: number): Settings['bindings'] => {
  const bindings = texts.map((text) => {
    const [vcpu = '', pcpu = ''] = text.split(':');
    if (Number(vcpu) >= cpu) refuse(`Parameter VCPUBindingInfos names VCPU ${vcpu} of ${cpu}`);
    return { vcpu: Number(vcpu), pcpu };
  });
  if (new Set(bindings.map(({ vcpu }) => vcpu)).size < bindings.length)
    refuse('Parameter VCPUBindingInfos names a VCPU more than once');
  return bindings;
};

const bindCpus: Action = {
  source: '000:967',
  parameters: {
    Region: region(973),
    VMID: must('string', 974),
    VCPUBindingNode: may('string', 975),
    // An array of strings whose form is not shown: see BINDING.
    VCPUBindingInfos: may('strings', 976, BINDING),
    VCPUBindingDegrandable: may('bool', 977),
  },
  run: (parameters, context) => {
    const machine = machineOf(parameters, context);
    requireState(machine, 'Running', 'Stopped');
    const bindingNode = parameters.text('VCPUBindingNode') ?? '';
    const bindings = bindingsOf(parameters.list('VCPUBindingInfos'), machine.cpu);
    context.stock.checkNode(parameters.text('VCPUBindingNode'));
    // Neither node nor binding: the VM is bound no longer.
    if (bindings.length > 0 && bindingNode === '') refuse('Missing parameter VCPUBindingNode');
    const change = { bindingNode, bindings, bindingDegradable: parameters.flag('VCPUBindingDegrandable') ?? false };
    context.world.change(machine, { field: 'VCPUBindingInfos', powerOff: true, change });
    return {};
  },
};

export const optionActions: Actions = {
  UpdateVMAdvancedOptions: advanced,
  SetBootFromCdrom: bootFromCd,
  UnSetBootFromCdrom: bootFromDisk,
  UpdateVMVCPUBinding: bindCpus,
};
