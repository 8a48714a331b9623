import type { UsbDevice } from '../../../../shared/model/usb.ts';
import { pageSchema } from '../../ucloud/envelope.ts';
import { readList } from '../../ucloud/lists.ts';
import { toUsbDevice } from '../map.ts';
import type { Tools } from '../verbs/tools.ts';

/** The USB devices of a region's hosts. */
export function listUsbDevices({ client, tenancy }: Tools, region: string, signal: AbortSignal): Promise<UsbDevice[]> {
  return readList(
    {
      tenancy,
      fetch: (page, within) => client.call('ListUSBs', { Region: region, ...page }, pageSchema, within),
      map: toUsbDevice,
      idOf: ({ id }) => id,
    },
    signal,
  );
}
