import { describe, expect, it } from 'vitest';
import { reasonOfDevice } from '../../../../../renderer/features/details/usb-device.ts';
import type { UsbDevice } from '../../../../../shared/model/usb.ts';

const vm = { cloudId: 'vm-1' };
const device = (change: Partial<UsbDevice>): UsbDevice => ({
  ...{ id: 'u', name: '', vendor: '', product: '', serial: '', host: '', state: 'free', raw: '' },
  ...{ attachedTo: null, attachMode: null, problem: '' },
  ...change,
});

describe('reasonOfDevice', () => {
  it('lets a free device be attached and an own one be detached, even a lost one', () => {
    expect(reasonOfDevice(device({}), vm)).toBeNull();
    expect(reasonOfDevice(device({ state: 'attached', attachedTo: 'vm-1' }), vm)).toBeNull();
    expect(reasonOfDevice(device({ state: 'lost', attachedTo: 'vm-1' }), vm)).toBeNull();
  });

  it('says who or what stands against it', () => {
    expect(reasonOfDevice(device({ state: 'attached', attachedTo: 'vm-2' }), vm)).toBe('usb-other');
    expect(reasonOfDevice(device({ state: 'lost' }), vm)).toBe('usb-lost');
    expect(reasonOfDevice(device({ state: 'unknown' }), vm)).toBe('usb-unknown');
  });
});
