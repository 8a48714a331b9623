import type { Ask } from '../../../shared/model/question.ts';
import { apartFromBilling, chargeOf, sizeFields } from '../ucloud/fields.ts';
import { choiceHandler } from '../ucloud/choose.ts';
import { listSchema, pricesSchema } from '../ucloud/envelope.ts';
import { isSomething } from '../ucloud/inventory.ts';
import { gibibyte } from '../ucloud/map.ts';
import { toPrice } from '../ucloud/prices.ts';
import { inUnits, type WireFields } from '../ucloud/wire-fields.ts';
import type { QuestionHandlers } from '../verbs.ts';
import type { Tools } from './vm-verbs.ts';

const priceFields = {
  ...sizeFields,
  gpuCount: ['GPU'],
  computeSetId: ['VMType'],
  imageId: ['ImageID'],
  bootDiskSetId: ['BootDiskSetType'],
  bootDiskBytes: ['BootDiskSpace', inUnits(gibibyte)],
} as const satisfies WireFields<Ask<'price'>>;

/** In GiB: what a VM gets without asking (001, line 38) has to be named to learn its price (line 204). */
const defaultBootDisk = { BootDiskSpace: 40 } as const;

/** What this generation can be asked besides VMs. A price is about one VM. */
export const questionHandlers = ({ client, tenancy, send }: Tools): QuestionHandlers => ({
  choices: choiceHandler({
    tenancy,
    list: (call, values, signal) => client.call(call, values, listSchema, signal),
  }),
  price: async ({ region, quantity, tenantId, ...asked }, signal) => {
    const known = { Region: region, ...tenancy.chosen(tenantId), ...chargeOf(asked), ...defaultBootDisk };
    const wish = { request: apartFromBilling(asked), fields: priceFields };
    const { Infos } = await send('GetVMInstancePrice', known, wish, pricesSchema, signal);
    return (Infos ?? []).map((raw) => toPrice(raw, quantity)).filter(isSomething);
  },
});
