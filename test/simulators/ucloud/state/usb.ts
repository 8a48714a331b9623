import { seededRandom } from '../../machinery/random.ts';
import type { Entry } from './fleet.ts';
import type { UsbDevice } from './model.ts';
import { placeFor } from './vocabulary.ts';

const USB_SALT = 104_729;

const DEVICES: readonly (readonly [name: string, vendor: string, product: string, kind: string, version: string])[] = [
  ['SafeNet eToken 5110', 'SafeNet', 'eToken 5110', 'Smart Card', '2.00'],
  ['Kingston DataTraveler', 'Kingston', 'DataTraveler 3.0', 'Mass Storage', '3.20'],
  ['加密锁-财务', 'Feitian', 'ROCKEY4ND', 'HID', '1.10'],
  ['YubiKey 5', 'Yubico', 'YubiKey OTP+FIDO+CCID', 'HID', '2.00'],
  ['Sentinel HL Max', 'Thales', 'Sentinel HL', 'Vendor Specific', '2.00'],
  ['HP LaserJet 1020', 'HP', 'LaserJet 1020', 'Printer', '2.00'],
  ['SanDisk Ultra', 'SanDisk', 'Ultra USB 3.0', 'Mass Storage', '3.00'],
  ['条码扫描枪', 'Honeywell', 'Voyager 1200g', 'HID', '1.10'],
];

/** Devices on the hosts: one is attached to `holder`, one was unplugged. */
export const makeUsbDevices = (seed: number, holder: Entry | undefined): UsbDevice[] => {
  const random = seededRandom(seed + USB_SALT);
  return DEVICES.map(([name, vendor, product, usbClass, version], index): UsbDevice => {
    const place = placeFor(random, index);
    const attached = index === 3 && holder !== undefined;
    const lost = index === 6;
    const home = attached ? holder.place : place;
    return {
      usbId: `usb-${random.code(10)}`,
      name,
      vendor,
      product,
      usbClass,
      version,
      serial: random.hex(12).toUpperCase(),
      region: home.region,
      hostIp: home.hostIp,
      setId: home.setId,
      setType: home.vmType,
      projectId: home.projectId,
      companyId: home.companyId,
      reason: lost ? 'device is unplugged' : '',
      status: lost ? 'Lost' : attached ? 'Attached' : 'Detached',
      attachedVmId: attached ? holder.vmId : '',
      attachedType: attached ? 'redir' : '',
    };
  });
};
