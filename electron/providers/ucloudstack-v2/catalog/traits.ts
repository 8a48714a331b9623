import type { Parameter, Rule } from '../../catalog/endpoint.ts';
import { addressPattern } from '../../ucloud/address-pattern.ts';

type Traits = Omit<Parameter, 'name' | 'type' | 'required' | 'line'>;

/** 001, line 21. */
export const vmName = { pattern: /^[\p{Script=Han}A-Za-z0-9._-]{1,30}$/u } as const satisfies Traits;

/** Two of: capitals, small letters, digits, others (001, line 22). The rule about names on Windows is the server's. */
export const password = {
  secret: true,
  minLength: 6,
  maxLength: 30,
  pattern: /^(?!(?:[A-Z]+|[a-z]+|\d+|[^A-Za-z\d]+)$)/,
} as const satisfies Traits;

/** By hour, month or year (001, line 23). */
export const charge = { oneOf: ['Dynamic', 'Month', 'Year'] } as const satisfies Traits;

/** Months up to 11, years up to 5; does not act by the hour (001, line 36). */
export const quantity = { min: 1, max: 11, default: 1 } as const satisfies Traits;

/** As many periods as a way of paying has, on the line of Quantity; and 4 CPUs for each GPU, on the line of GPU. */
export const orderRules = (quantityLine: number, gpuLine: number): readonly Rule[] => [
  { if: 'ChargeType', is: 'Month', bounds: { name: 'Quantity', max: 11 }, line: quantityLine },
  { if: 'ChargeType', is: 'Year', bounds: { name: 'Quantity', max: 5 }, line: quantityLine },
  { if: 'GPU', is: 1, bounds: { name: 'CPU', min: 4 }, line: gpuLine },
  { if: 'GPU', is: 2, bounds: { name: 'CPU', min: 8 }, line: gpuLine },
  { if: 'GPU', is: 4, bounds: { name: 'CPU', min: 16 }, line: gpuLine },
];

/** IPv4 or IPv6. */
export const address = { pattern: addressPattern } as const satisfies Traits;
