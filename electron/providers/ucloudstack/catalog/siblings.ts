import type { Catalog } from '../../catalog/endpoint.ts';
import { page, pickers, regions } from '../../ucloud/siblings.ts';

/** Actions that document 000 only refers to. Those of USB are described in AUTH, section 1. */
export const siblings = [
  regions,
  {
    id: 'ListUSBs',
    action: 'ListUSBs',
    title: { en: 'List USB devices', zh: '查询 USB 设备' },
    category: 'usb',
    danger: 'reads',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'CompanyID', type: 'integer' },
      ...page,
      { name: 'HostIP', type: 'string' },
      { name: 'VMID', type: 'string' },
      { name: 'USBDeviceIDs', type: 'strings' },
      { name: 'FilterAttached', type: 'boolean' },
      { name: 'ProjectIDs', type: 'strings' },
      { name: 'SetType', type: 'string' },
    ],
    response: ['TotalCount', 'Infos'],
  },
  {
    id: 'AttachUSB',
    action: 'AttachUSB',
    title: { en: 'Attach a USB device', zh: '挂载 USB 设备' },
    category: 'usb',
    danger: 'changes',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
      { name: 'VMID', type: 'string', required: true },
      {
        name: 'AttachType',
        type: 'string',
        required: true,
        oneOf: ['pass-through', 'Passthrough', 'redir'],
        note: "The first is 000's spelling (line 47) and the one that VMDeck sends; the vendor's own library has the second.",
      },
    ],
    response: [],
  },
  {
    id: 'DetachUSB',
    action: 'DetachUSB',
    title: { en: 'Detach a USB device', zh: '卸载 USB 设备' },
    category: 'usb',
    danger: 'changes',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
    ],
    response: [],
  },
  ...pickers,
] as const satisfies Catalog;
