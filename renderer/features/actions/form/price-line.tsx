import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Translate } from '../../../../shared/i18n/translate.ts';
import { usePremium, usePrice } from '../../../api/asks.ts';
import { useT } from '../../../i18n/language.tsx';

/** Milliseconds without a change before the cloud is asked. */
const calm = 400;

/** All clouds that tell prices tell them in yuan. */
const money = (t: Translate, amount: number): string =>
  new Intl.NumberFormat(t.locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }).format(
    amount,
  );

/** What a new VM costs; nothing while the cloud does not say. */
export function PriceLine({ about }: { about: Input<'ask.price'> | null }): ReactNode {
  const t = useT();
  const [settled] = useDebouncedValue(about, calm);
  const { data, isError, isPlaceholderData } = usePrice(settled);
  const price = data?.find((one) => one.billing === settled?.billing) ?? data?.[0];
  if (settled === null || isError || price === undefined) return null;
  return (
    <span className="price" role="status" data-testid="price" data-asking={isPlaceholderData}>
      {price.billing === null
        ? t('form.price', { price: money(t, price.price) })
        : t(`form.price.${price.billing}`, { price: money(t, price.price) })}
    </span>
  );
}

/** What a change of size costs more; nothing while the cloud does not say. */
export function PremiumLine({ about }: { about: Input<'ask.premium'> | null }): ReactNode {
  const t = useT();
  const [settled] = useDebouncedValue(about, calm);
  const { data, isError, isPlaceholderData } = usePremium(settled);
  if (settled === null || isError || data === undefined) return null;
  const { price } = data;
  return (
    <span className="price" role="status" data-testid="premium" data-asking={isPlaceholderData}>
      {price === 0
        ? t('form.premium.none')
        : t(price > 0 ? 'form.premium' : 'form.premium.refund', { price: money(t, Math.abs(price)) })}
    </span>
  );
}
