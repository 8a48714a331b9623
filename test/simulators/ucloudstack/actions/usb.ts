import type { Parameters } from '../../machinery/parameters.ts';
import { machineOf, pageOf, rowsOf, type Action, type Actions } from '../../ucloud/action.ts';
import { RET, Refusal } from '../../ucloud/retcodes.ts';
import { LIMIT, NOT_NEGATIVE } from '../../ucloud/rules.ts';
import type { UsbDevice } from '../../ucloud/state/model.ts';
import { requireState } from '../../ucloud/state/world.ts';
import { usbInfo } from '../wire.ts';

/** AUTH.md section 1, on USB, is one line. */
const { must, may, region } = rowsOf('AUTH.md');
const LINE = 14;
const DEFAULT_LIMIT = 10;

const matches = (device: UsbDevice, parameters: Parameters): boolean => {
  const ids = parameters.list('USBDeviceIDs');
  const projects = parameters.list('ProjectIDs');
  const attached = parameters.flag('FilterAttached');
  return (
    device.region === parameters.need('Region') &&
    (parameters.integer('CompanyID') ?? device.companyId) === device.companyId &&
    (parameters.text('HostIP') ?? device.hostIp) === device.hostIp &&
    (parameters.text('VMID') ?? device.attachedVmId) === device.attachedVmId &&
    (parameters.text('SetType') ?? device.setType) === device.setType &&
    (ids.length === 0 || ids.includes(device.usbId)) &&
    (projects.length === 0 || projects.includes(device.projectId)) &&
    (attached !== true || device.status === 'Attached')
  );
};

const listUsbs: Action = {
  source: `AUTH.md:${LINE}`,
  parameters: {
    Region: region(LINE),
    CompanyID: may('integer', LINE),
    Limit: may('integer', LINE, LIMIT),
    Offset: may('integer', LINE, NOT_NEGATIVE),
    HostIP: may('string', LINE),
    VMID: may('string', LINE),
    USBDeviceIDs: may('strings', LINE),
    FilterAttached: may('bool', LINE),
    ProjectIDs: may('strings', LINE),
    SetType: may('string', LINE),
  },
  run: (parameters, { world }) => {
    const found = world.usbDevices().filter((device) => matches(device, parameters));
    return pageOf(found, parameters, DEFAULT_LIMIT, usbInfo);
  },
};

const attach: Action = {
  source: `AUTH.md:${LINE}`,
  parameters: {
    Region: region(LINE),
    USBDeviceID: must('string', LINE),
    VMID: must('string', LINE),
    // 000 (line 47) spells the first one, the SDK the second.
    AttachType: must('string', LINE, { oneOf: ['pass-through', 'Passthrough', 'redir'] }),
  },
  run: (parameters, context) => {
    const device = context.world.usbDevice(parameters.need('USBDeviceID'), parameters.need('Region'));
    const machine = machineOf(parameters, context);
    requireState(machine, 'Running', 'Stopped');
    if (device.status !== 'Detached')
      throw new Refusal(RET.badState, `USB device ${device.usbId} is ${device.status}; this needs Detached`);
    context.world.attach(device, machine, parameters.need('AttachType'));
    return {};
  },
};

const detach: Action = {
  source: `AUTH.md:${LINE}`,
  parameters: {
    Region: region(LINE),
    USBDeviceID: must('string', LINE),
  },
  run: (parameters, { world }) => {
    const device = world.usbDevice(parameters.need('USBDeviceID'), parameters.need('Region'));
    if (device.status !== 'Attached')
      throw new Refusal(RET.badState, `USB device ${device.usbId} is ${device.status}; this needs Attached`);
    world.detach(device);
    return {};
  },
};

export const usbActions: Actions = { ListUSBs: listUsbs, AttachUSB: attach, DetachUSB: detach };
