import { RET, Refusal } from '../retcodes.ts';
import type { Parameters } from '../parameters.ts';
import type { UsbDevice } from '../state/model.ts';
import { requireState } from '../state/world.ts';
import { usbInfo } from '../state/wire.ts';
import { machineOf, region, type Action, type Actions } from './action.ts';

const AUTH = 'AUTH.md 1, USB';
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
  source: AUTH,
  parameters: {
    Region: region(AUTH),
    CompanyID: { type: 'integer', source: AUTH },
    Limit: { type: 'integer', min: 1, max: 100, source: AUTH },
    Offset: { type: 'integer', min: 0, source: AUTH },
    HostIP: { type: 'string', source: AUTH },
    VMID: { type: 'string', source: AUTH },
    USBDeviceIDs: { type: 'strings', source: AUTH },
    FilterAttached: { type: 'bool', source: AUTH },
    ProjectIDs: { type: 'strings', source: AUTH },
    SetType: { type: 'string', source: AUTH },
  },
  run: (parameters, { world }) => {
    const found = world.usbDevices().filter((device) => matches(device, parameters));
    const offset = parameters.integer('Offset') ?? 0;
    const page = found.slice(offset, offset + (parameters.integer('Limit') ?? DEFAULT_LIMIT));
    return { TotalCount: found.length, Infos: page.map(usbInfo) };
  },
};

const attach: Action = {
  source: AUTH,
  parameters: {
    Region: region(AUTH),
    USBDeviceID: { type: 'string', required: true, source: AUTH },
    VMID: { type: 'string', required: true, source: AUTH },
    AttachType: { type: 'string', required: true, oneOf: ['pass-through', 'Passthrough', 'redir'], source: '000:47' },
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
  source: AUTH,
  parameters: {
    Region: region(AUTH),
    USBDeviceID: { type: 'string', required: true, source: AUTH },
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
