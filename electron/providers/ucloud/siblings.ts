import type { Endpoint } from '../catalog/endpoint.ts';

/** How all lists of this vendor are paged. */
export const page = [
  { name: 'Limit', type: 'integer', min: 1, max: 100 },
  { name: 'Offset', type: 'integer', min: 0 },
] as const;

/** Needs no parameter at all, so it is the connection test (AUTH, section 1). */
export const regions = {
  id: 'DescribeRegion',
  action: 'DescribeRegion',
  title: { en: 'List regions', zh: '查询地域' },
  category: 'inventory',
  danger: 'reads',
  documented: false,
  parameters: [],
  response: ['Infos'],
  note: 'The names of the fields are inferred from those of VMs.',
} as const satisfies Endpoint;

const pickerParameters = [
  { name: 'Region', type: 'string', required: true },
  { name: 'CompanyID', type: 'integer' },
  ...page,
] as const;

/** A list that something is chosen from. AUTH names these actions and not their parameters. */
export const picker = <const I extends string>(id: I, title: { readonly en: string; readonly zh: string }) =>
  ({
    id,
    action: id,
    title,
    category: 'picker',
    danger: 'reads',
    documented: false,
    parameters: pickerParameters,
    response: ['TotalCount', 'Infos'],
    note: 'The parameters are those that all lists of this vendor share.',
  }) as const;
