import { z } from 'zod';
import type { Billing, Premium, Price } from '../../../shared/model/question.ts';
import { expected, number, numeric, readFields, text } from '../answers/fields.ts';
import { chargeTypes } from './fields.ts';

/** VmPriceInfo: 000, lines 404–407; 001, lines 229–235. */
export const priceShape = { Price: expected(number), ChargeType: text } as const;

const billings: Readonly<Record<string, Billing>> = Object.fromEntries(
  (Object.keys(chargeTypes) as readonly Billing[]).map((billing) => [chargeTypes[billing], billing]),
);

/** One price of the wire, `times` as much of it; null when it has none. Never throws. */
export function toPrice(raw: unknown, times = 1): Price | null {
  const { Price: price, ChargeType } = readFields(raw, priceShape, '', () => undefined);
  const billing = Object.hasOwn(billings, ChargeType) ? (billings[ChargeType] ?? null) : null;
  const whole = price === null ? NaN : price * times;
  return Number.isFinite(whole) ? { price: whole, billing } : null;
}

const changes: ReadonlyMap<string, Premium['change']> = new Map([
  ['0', 'none'],
  ['3', 'upgrade'],
  ['7', 'downgrade'],
]);

/** 000, lines 368–369. */
export const premiumSchema = z
  .object({ Price: numeric, OrderType: z.union([z.string(), z.number()]).nullish() })
  .transform(({ Price: price, OrderType }): Premium => ({
    price,
    change: changes.get(String(OrderType)) ?? 'unknown',
  }));
