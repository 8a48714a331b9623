import type { Catalog } from '../../catalog/endpoint.ts';
import { charge, mebibytes } from './traits.ts';

/** Prices (000, lines 348–408). */
export const prices = [
  {
    ...{
      id: 'GetVMInstancePrice',
      action: 'GetVMInstancePrice',
      title: { en: 'Ask the price of a VM', zh: '获取虚拟机价格' },
    },
    ...{ category: 'price', danger: 'reads', documented: true, line: 372 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 378 },
      { name: 'CompanyID', type: 'integer', line: 379 },
      { name: 'ChargeType', type: 'string', required: true, ...charge, line: 380 },
      { name: 'Quantity', type: 'integer', required: true, min: 1, line: 381 },
      {
        name: 'Count',
        type: 'integer',
        required: true,
        min: 1,
        note: 'Said to be greater than 1, although one VM has a price too; left to the server.',
        line: 382,
      },
      { name: 'ImageID', type: 'string', line: 383 },
      { name: 'VMType', type: 'string', required: true, line: 384 },
      {
        name: 'BootDiskSpace',
        type: 'integer',
        unit: 'GiB',
        min: 1,
        note: 'Written GB here and GiB on line 30.',
        line: 385,
      },
      { name: 'BootDiskSetType', type: 'string', line: 386 },
      { name: 'StorageType', type: 'string', line: 387 },
      { name: 'CPU', type: 'integer', required: true, min: 1, line: 388 },
      { name: 'Memory', type: 'integer', required: true, ...mebibytes, line: 389 },
      { name: 'GPUType', type: 'string', oneOf: ['GPU', 'VGPU'], line: 390 },
      { name: 'GPUMdevName', type: 'string', line: 391 },
      { name: 'GPU', type: 'integer', min: 1, line: 392 },
      { name: 'MdevName', type: 'string', line: 393 },
    ],
    response: ['Infos'],
  },
  {
    ...{
      id: 'GetPaymentOfPremium',
      action: 'GetPaymentOfPremium',
      title: { en: 'Ask the difference in price after a change', zh: '获取修改配置后的差价' },
    },
    ...{ category: 'price', danger: 'reads', documented: true, line: 348 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 354 },
      { name: 'CompanyID', type: 'integer', line: 355 },
      { name: 'VMID', type: 'string', required: true, line: 356 },
      { name: 'CPU', type: 'integer', required: true, min: 1, line: 357 },
      { name: 'Memory', type: 'integer', required: true, ...mebibytes, line: 358 },
      { name: 'GPUType', type: 'string', oneOf: ['GPU', 'VGPU'], line: 359 },
      { name: 'GPUMdevName', type: 'string', line: 360 },
      { name: 'GPU', type: 'integer', min: 1, line: 361 },
      { name: 'MdevName', type: 'string', line: 362 },
    ],
    response: ['Price', 'OrderType'],
  },
] as const satisfies Catalog;
