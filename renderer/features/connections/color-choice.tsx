import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { connectionColors } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';

type Color = (typeof connectionColors)[number];

const isColor = (value: string | null): value is Color => connectionColors.some((color) => color === value);

/** The colour that marks a connection's VMs in the list, by name. */
export function ColorChoice({ value, onChange }: { value: Color; onChange: (color: Color) => void }): ReactNode {
  const t = useT();
  return (
    <Select
      label={t('connection.color')}
      value={value}
      allowDeselect={false}
      data={connectionColors.map((color) => ({ value: color, label: t(`connection.color.${color}`) }))}
      leftSection={<span className="dot" data-color={value} />}
      renderOption={({ option }) => (
        <span className="color-option">
          <span className="dot" data-color={option.value} />
          {option.label}
        </span>
      )}
      onChange={(next) => {
        if (isColor(next)) onChange(next);
      }}
    />
  );
}
