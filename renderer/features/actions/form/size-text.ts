import { gibibyte, mebibyte } from '../../../../shared/model/verbs/traits.ts';

export const sizeUnits = ['kB', 'MB', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
export type SizeUnit = (typeof sizeUnits)[number];

const bytesIn: Readonly<Record<SizeUnit, number>> = {
  ...{ kB: 1000, MB: 1_000_000 },
  ...{ KiB: 1024, MiB: mebibyte, GiB: gibibyte, TiB: 1024 * gibibyte },
};

/** Units for the multiples of a step, and the one that is offered first. */
export function unitsFor(step: number): readonly [small: SizeUnit, large: SizeUnit, first: SizeUnit] {
  if (step % gibibyte === 0) return ['GiB', 'TiB', 'GiB'];
  if (step % mebibyte === 0 || step === 1) return ['MiB', 'GiB', 'GiB'];
  return step % 1024 === 0 ? ['KiB', 'MiB', 'MiB'] : ['kB', 'MB', 'MB'];
}

/** A size as it is edited, an amount and a unit: `1.5 GiB`. */
export interface SizeParts {
  readonly amount: string;
  readonly unit: SizeUnit;
}

const isUnit = (text: string): text is SizeUnit => (sizeUnits as readonly string[]).includes(text);

/** The last word is the unit, so that an amount that is no number stays as it was typed. */
export function partsOf(text: string, fallback: SizeUnit): SizeParts {
  const [, amount = '', unit = ''] = /^(.*?)\s*([A-Za-z]+)$/s.exec(text) ?? [];
  return isUnit(unit) ? { amount, unit } : { amount: text.trim(), unit: fallback };
}

export const joinSize = ({ amount, unit }: SizeParts): string => (amount.trim() === '' ? '' : `${amount} ${unit}`);

/** Bytes of a text like `16 GiB` or `1,5 GiB`; `undefined` when it is empty, NaN when it is no size. */
export function readSize(text: string): number | undefined {
  const { amount, unit } = partsOf(text, 'GiB');
  if (amount.trim() === '') return undefined;
  const plain = amount.trim().replace(',', '.');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) * bytesIn[unit] : NaN;
}

/** Bytes in the largest unit of the step that writes them whole. */
export function sizeText(bytes: number, step: number): string {
  const [small, large] = unitsFor(step);
  const unit = bytes % bytesIn[large] === 0 ? large : small;
  return `${bytes / bytesIn[unit]} ${unit}`;
}
