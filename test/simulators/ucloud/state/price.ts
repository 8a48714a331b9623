/** A price list as good as any other: yuan per hour, a month has 600 paid hours and a year ten months. */
const PER_CORE = 0.12;
const PER_GIB = 0.06;
const PER_GPU = 3;
const PER_DISK_GIB = 0.0005;
const HOURS: Readonly<Record<string, number>> = { Dynamic: 1, Month: 600, Year: 6000 };

export interface Priced {
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly gpus: number;
  /** GiB. */
  readonly disk: number;
}

/** Yuan, rounded to cents, for one VM and one period of the charge type. */
export const priceOf = ({ cpu, memory, gpus, disk }: Priced, chargeType: string): number => {
  const hour = cpu * PER_CORE + (memory / 1024) * PER_GIB + gpus * PER_GPU + disk * PER_DISK_GIB;
  return Math.round(hour * (HOURS[chargeType] ?? 1) * 100) / 100;
};
