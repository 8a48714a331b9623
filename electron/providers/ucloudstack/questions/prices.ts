import type { Ask } from '../../../../shared/model/question.ts';
import { apartFromBilling, chargeOf, graphicsFields, sizeFields } from '../../ucloud/fields.ts';
import { isSomething } from '../../ucloud/inventory.ts';
import { gibibyte } from '../../ucloud/map.ts';
import { pricesSchema } from '../../ucloud/envelope.ts';
import { premiumSchema, toPrice } from '../../ucloud/prices.ts';
import { inUnits, type WireFields } from '../../ucloud/wire-fields.ts';
import type { QuestionHandlers } from '../../verbs.ts';
import type { Tools } from '../verbs/tools.ts';

const priceFields = {
  ...sizeFields,
  ...graphicsFields,
  computeSetId: ['VMType'],
  imageId: ['ImageID'],
  bootDiskSetId: ['BootDiskSetType'],
  bootDiskBytes: ['BootDiskSpace', inUnits(gibibyte)],
  storageKind: ['StorageType'],
} as const satisfies WireFields<Ask<'price'>>;

const premiumFields = { ...sizeFields, ...graphicsFields } as const satisfies WireFields<Ask<'premium'>>;

/** Prices (000, lines 348–408). */
export const priceQuestions = ({ tenancy, send }: Tools): Pick<QuestionHandlers, 'price' | 'premium'> => ({
  price: async ({ region, quantity, tenantId, ...asked }, signal) => {
    // The number of VMs has to be greater than 1 (line 382), so one costs half of two.
    const Count = Math.max(quantity, 2);
    const known = { Region: region, ...tenancy.chosen(tenantId), ...chargeOf(asked), Count };
    const wish = { request: apartFromBilling(asked), fields: priceFields };
    const { Infos } = await send('GetVMInstancePrice', known, wish, pricesSchema, signal);
    return (Infos ?? []).map((raw) => toPrice(raw, quantity / Count)).filter(isSomething);
  },
  premium: ({ region, cloudId, tenantId, ...request }, signal) => {
    const known = tenancy.vmOf({ region, cloudId, tenantId });
    return send('GetPaymentOfPremium', known, { request, fields: premiumFields }, premiumSchema, signal);
  },
});
