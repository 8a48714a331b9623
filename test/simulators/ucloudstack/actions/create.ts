import { rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { checkGpu, planOf, refuse } from '../../ucloud/order.ts';
import {
  ADDRESS,
  AVAILABILITY,
  BINDING,
  BOOTLOADER,
  CACHE_MODE,
  CHARGE,
  CPU_MODE,
  GPU_TYPE,
  IP_VERSION,
  MAC,
  MEMORY,
  named,
  NOT_NEGATIVE,
  PASSWORD,
  POSITIVE,
  REMARK,
  TAG,
} from '../../ucloud/rules.ts';
import type { Parameters, ParameterTable } from '../../machinery/parameters.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { assemble } from '../../ucloud/state/assemble.ts';
import { DEFAULT_SETTINGS } from '../../ucloud/state/fleet.ts';
import type { Image, Machine, Settings } from '../../ucloud/state/model.ts';
import { bindingsOf } from './options.ts';

const { must, may, region } = rowsOf('000');

const table: ParameterTable = {
  Region: region(9),
  ApplicationName: may('string', 10),
  ApplicationReason: may('string', 11),
  // Required here, of no use to a tenant; CloneVMInstance and MigrateVMStorage alike.
  CompanyID: must('integer', 12),
  Email: may('string', 13),
  ProjectID: may('string', 14),
  // Required by the column although nothing says that a VM must have a tag: taken literally.
  TagKeyValuePairs: must('strings', 15, TAG),
  Name: must('string', 16, named(50)),
  Remark: may('string', 17, REMARK),
  ChargeType: must('string', 18, CHARGE),
  // One hour is forced for Dynamic, whatever is sent.
  Quantity: must('integer', 19, POSITIVE),
  VMType: must('string', 20),
  BootSourceType: may('string', 21, { oneOf: ['Image', 'Disk'] }),
  ImageID: may('string', 22),
  OSDistribution: may('string', 23),
  OSVersion: may('string', 24),
  OSType: may('string', 25),
  CPU: must('integer', 26, POSITIVE),
  Memory: must('integer', 27, MEMORY),
  BootDiskID: may('string', 28),
  BootDiskSetType: may('string', 29),
  BootDiskSpace: may('integer', 30, { min: 20, max: 2000 }),
  DataDiskSetType: may('string', 31),
  DataDiskSpace: may('integer', 32, { min: 10 }),
  DataDiskID: may('string', 33),
  DataDiskAutoMount: may('bool', 34),
  LANSGID: may('string', 35),
  WANSGID: may('string', 36),
  VPCID: must('string', 37),
  SubnetID: must('string', 38),
  InternalIP: may('string', 39, ADDRESS),
  // OperatorName, IPVersion and Bandwidth are required by the column even when no address outside is wanted; a
  // Bandwidth of 0 orders none.
  OperatorName: must('string', 40),
  IPVersion: must('string', 41, IP_VERSION),
  Bandwidth: must('integer', 42, NOT_NEGATIVE),
  InternetIP: may('string', 43, ADDRESS),
  Password: may('string', 44, PASSWORD),
  Hostname: may('string', 45),
  USBDeviceID: may('string', 46),
  USBAttachType: may('string', 47, { oneOf: ['redir', 'pass-through'] }),
  DNS: may('string', 48),
  CPUMode: may('string', 49, CPU_MODE),
  HighAvailability: may('string', 50, AVAILABILITY),
  GPUType: may('string', 51, GPU_TYPE),
  GPUMdevName: may('string', 52),
  GPU: may('integer', 53, POSITIVE),
  MdevName: may('string', 54),
  IGID: may('string', 55),
  // Plain text here and Base64 in ReinstallVMInstance (000:491).
  UserData: may('string', 56),
  BootDiskSecret: may('string', 57),
  DataDiskSecret: may('string', 58),
  BootloaderType: may('string', 59, BOOTLOADER),
  SupportQGA: may('bool', 60),
  SupportCloudInit: may('bool', 61),
  SupportHotplug: may('bool', 62),
  FlatNetworkSGID: may('string', 63),
  // "Required when Bandwidth is set" (000:64), which it always is: not enforced beside the required OperatorName.
  FlatNetworkID: may('string', 64),
  // The example is a model name, while UpdateVMAdvancedOptions (000:636) knows default, general and other: any here.
  CPUModel: may('string', 65),
  LANMAC: may('string', 66, MAC),
  WANMAC: may('string', 67, MAC),
  PFCode: may('string', 68),
  LANInAverageBandwidth: may('integer', 69, NOT_NEGATIVE),
  LANOutAverageBandwidth: may('integer', 70, NOT_NEGATIVE),
  DiskCacheMode: may('string', 71, CACHE_MODE),
  VCPUBindingNode: may('string', 72),
  VCPUBindingInfos: may('strings', 73, BINDING),
  VCPUBindingDegrandable: may('bool', 74),
  // The answer spells it GPUBindingEnabled (000:252).
  GPUBindingEnable: may('bool', 75),
  InternalIPVersion: may('string', 76, { oneOf: ['IPv4', 'IPv6', 'ALL'] }),
  InternalExpandIP: may('string', 77, ADDRESS),
};

/** 000:45: letters, digits and hyphens, for Linux dots too; none at the ends, none twice, and not digits alone. */
const HOSTNAME: Readonly<Record<Image['osType'], RegExp>> = {
  Windows: /^(?!\d+$)(?=.{2,15}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
  Linux: /^(?!\d+$)(?=.{2,63}$)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/,
};

const decoded = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

const tagsOf = (texts: readonly string[]): Machine['tags'] =>
  texts.map((text) => {
    const [key = '', value = ''] = text.split(':');
    return { key: decoded(key), value: decoded(value) };
  });

/** Rules over several rows (000:22-32, 46-47, 51-54, 57-58, 72-75). */
const checkTogether = (parameters: Parameters): void => {
  const needs = (...names: readonly string[]): void => {
    for (const name of names) if (parameters.text(name) === undefined) refuse(`Missing parameter ${name}`);
  };
  if (parameters.text('ImageID') === undefined) needs('OSDistribution', 'OSVersion', 'OSType');
  if (parameters.text('BootDiskID') === undefined) needs('BootDiskSetType', 'BootDiskSpace');
  else if (parameters.text('BootSourceType') === 'Image') refuse('Parameter BootDiskID wants BootSourceType Disk');
  if (parameters.text('BootSourceType') === 'Disk') needs('BootDiskID');
  if (parameters.text('DataDiskID') === undefined) {
    if (parameters.text('DataDiskSpace') !== undefined) needs('DataDiskSetType');
    if (parameters.text('DataDiskSetType') !== undefined) needs('DataDiskSpace');
  }
  if (parameters.text('USBDeviceID') !== undefined) needs('USBAttachType');
  checkGpu(parameters);
  if (parameters.list('VCPUBindingInfos').length > 0) needs('VCPUBindingNode');
  if (parameters.flag('GPUBindingEnable') === true) needs('VCPUBindingNode');
  for (const name of ['BootDiskSecret', 'DataDiskSecret'])
    if (parameters.text(name) !== undefined)
      refuse(`Parameter ${name} wants a storage set that encrypts, and none does`);
};

const settingsOf = (parameters: Parameters): Partial<Settings> => ({
  dns: parameters.text('DNS') ?? DEFAULT_SETTINGS.dns,
  cpuMode: parameters.text('CPUMode') ?? DEFAULT_SETTINGS.cpuMode,
  cpuModel: parameters.text('CPUModel') ?? DEFAULT_SETTINGS.cpuModel,
  highAvailability: parameters.text('HighAvailability') ?? DEFAULT_SETTINGS.highAvailability,
  userData: parameters.text('UserData') ?? '',
  bootloader: parameters.text('BootloaderType') ?? DEFAULT_SETTINGS.bootloader,
  cacheMode: parameters.text('DiskCacheMode') ?? DEFAULT_SETTINGS.cacheMode,
  bindingNode: parameters.text('VCPUBindingNode') ?? '',
  bindings: bindingsOf(parameters.list('VCPUBindingInfos'), parameters.count('CPU')),
  bindingDegradable: parameters.flag('VCPUBindingDegrandable') ?? false,
});

const blankImage = (parameters: Parameters): Image => ({
  id: '',
  name: '',
  osType: parameters.text('OSType')?.toLowerCase() === 'windows' ? 'Windows' : 'Linux',
  osName: `${parameters.need('OSDistribution')} ${parameters.need('OSVersion')}`,
});

const create: Action = {
  source: '000:3',
  parameters: table,
  run: (parameters, context) => {
    const { world, stock } = context;
    checkTogether(parameters);
    const imageId = parameters.text('ImageID');
    const image = imageId === undefined ? blankImage(parameters) : stock.diskImage(imageId);
    stock.checkNode(parameters.text('VCPUBindingNode'));
    stock.checkNicModel(parameters.text('PFCode'));
    const hostname = parameters.text('Hostname');
    if (hostname !== undefined && !HOSTNAME[image.osType].test(hostname))
      refuse('Parameter Hostname has a value that is not allowed');
    const usbId = parameters.text('USBDeviceID');
    const device = usbId === undefined ? undefined : world.usbDevice(usbId, parameters.need('Region'));
    if (device !== undefined && device.status !== 'Detached')
      throw new Refusal(RET.badState, `USB device ${device.usbId} is ${device.status}; this needs Detached`);
    const plan = planOf(parameters, context, {
      vmType: parameters.need('VMType'),
      image,
      bootSize: 0,
      settings: settingsOf(parameters),
      tags: tagsOf(parameters.list('TagKeyValuePairs')),
    });
    const machine = assemble(plan, world);
    world.add(machine);
    if (device !== undefined) world.attach(device, machine, parameters.need('USBAttachType'));
    // No state for "being created" is documented; its progress is (000:214).
    world.begin(machine, 'Starting', 'Running', { progress: true });
    const outside = machine.nics.find((nic) => nic.nicType === 'WAN');
    return {
      VMID: machine.vmId,
      DiskID: machine.disks[0]?.diskId ?? '',
      ...(outside === undefined ? {} : { EIPID: outside.ipId }),
    };
  },
};

export const createActions: Actions = { CreateVMInstance: create };
