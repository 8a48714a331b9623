import type { UsbDevice } from '../../../shared/model/usb.ts';
import { readPages, type Page } from '../answers/paging.ts';
import type { UCloudClient } from '../ucloud/client.ts';
import { pageSchema } from '../ucloud/envelope.ts';
import { isSomething } from '../ucloud/inventory.ts';
import type { QuestionHandlers } from '../verbs.ts';
import type { UCloudStackCatalog } from './catalog/index.ts';
import { toUsbDevice } from './map.ts';

/** What document 000 can be asked besides VMs. */
export const questionHandlers = (client: UCloudClient<UCloudStackCatalog>): QuestionHandlers => ({
  'usb-devices': async ({ region }, signal) => {
    const devices: UsbDevice[] = [];
    const fetch = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<UsbDevice>> => {
      const values = { Region: region, Limit, Offset };
      const { TotalCount, Infos } = await client.call('ListUSBs', values, pageSchema, within);
      const found = (Infos ?? []).map(toUsbDevice).filter(isSomething);
      return { items: found, unusable: (Infos ?? []).length - found.length, total: TotalCount };
    };
    await readPages({ fetch, idOf: ({ id }) => id, onPage: (items) => devices.push(...items) }, signal);
    return devices;
  },
});
