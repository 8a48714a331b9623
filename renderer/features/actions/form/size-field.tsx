import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Field } from '../../../../shared/model/verbs/field.ts';
import { useT } from '../../../i18n/language.tsx';
import { nameOf, type WrapperProps } from './id-field.tsx';
import { joinSize, partsOf, unitsFor, type SizeUnit } from './size-text.ts';

interface SizeFieldProps {
  readonly field: Extract<Field, { type: 'bytes' }>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wrapper: WrapperProps;
}

/** A size as an amount and its unit. */
export function SizeField({ field, value, onChange, wrapper }: SizeFieldProps): ReactNode {
  const t = useT();
  const [small, large, first] = unitsFor(field.step);
  const units = [small, large];
  const { amount, unit } = partsOf(value, first);
  const change = (next: { amount?: string; unit?: SizeUnit }): void => {
    const parts = { amount, unit, ...next };
    // The unit stays chosen while there is no amount yet.
    onChange(joinSize(parts) === '' ? (parts.unit === first ? '' : ` ${parts.unit}`) : joinSize(parts));
  };
  return (
    <TextInput
      {...wrapper}
      value={amount}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => change({ amount: event.currentTarget.value })}
      rightSectionWidth={74}
      rightSectionPointerEvents="all"
      rightSection={
        <NativeSelect
          className="size-unit"
          variant="unstyled"
          w="100%"
          aria-label={t('form.unit', { field: nameOf(wrapper) })}
          value={unit}
          data={units}
          onChange={(event) => {
            const next = units.find((one) => one === event.currentTarget.value);
            if (next !== undefined) change({ unit: next });
          }}
        />
      }
    />
  );
}
