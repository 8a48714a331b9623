import type { RequestOf } from '../../../../shared/model/verbs/index.ts';
import { nothingMore, vmOf } from '../../ucloud/calls.ts';
import { graphicsFields, requestFields, sizeFields } from '../../ucloud/fields.ts';
import { by, plainSecret, refused, written, type WireFields } from '../../ucloud/wire-fields.ts';
import type { VmHandlers } from '../../verbs.ts';
import type { Tools } from './tools.ts';

type Handlers = Pick<
  VmHandlers,
  'resize' | 'options-set' | 'cpu-bind' | 'password-reset' | 'boot-cd' | 'boot-disk' | 'iso-eject'
>;

/** What can be chosen for a new VM and changed later (000, lines 48–50, 59, 65, 71 and 630–638). */
export const optionFields = {
  highAvailability: ['HighAvailability', by({ on: 'NeverStop', off: 'None' })],
  cpuMode: ['CPUMode', by({ host: 'host-passthrough', custom: 'custom' })],
  cpuModel: ['CPUModel'],
  firmware: ['BootloaderType'],
  diskCache: ['DiskCacheMode'],
  dns: ['DNS'],
} as const satisfies WireFields<RequestOf<'options-set'>>;

/** 000, lines 975–977. How a binding is written is said nowhere: it is passed on as it was typed. */
export const cpuBindingFields = {
  host: ['VCPUBindingNode'],
  bindings: ['VCPUBindingInfos'],
  degradable: ['VCPUBindingDegrandable'],
} as const satisfies WireFields<RequestOf<'cpu-bind'>>;

const resizeFields = {
  ...{ ...sizeFields, ...graphicsFields, ...requestFields },
} as const satisfies WireFields<RequestOf<'resize'>>;

const laterFields = {
  ...{ ...optionFields, isoSlots: ['ISOTotal'] },
} as const satisfies WireFields<RequestOf<'options-set'>>;

const imageField = { imageId: ['ImageID'] } as const satisfies WireFields<RequestOf<'boot-cd'>>;

/** Settings of one VM (000, lines 499–538, 622–695, 967–983). Two of the calls take no tenant. */
export const configurationHandlers = ({ client, tenancy, send }: Tools): Handlers => ({
  resize: (ref, request, _, signal) =>
    send('ResizeVMConfig', tenancy.vmOf(ref), { request, fields: resizeFields }, nothingMore, signal),
  'options-set': (ref, request, secrets, signal) => {
    const secretFields = { userData: ['UserData', plainSecret] } as const;
    const wish = { request, fields: laterFields, secrets, secretFields };
    // A call that changes nothing would be told as done.
    if (Object.keys(written(wish)).length === 0) throw refused('highAvailability', 'missing');
    return send('UpdateVMAdvancedOptions', vmOf(ref), wish, nothingMore, signal);
  },
  'cpu-bind': (ref, { unbind = false, ...request }, _, signal) => {
    const wish = { request, fields: cpuBindingFields };
    const isNothing = Object.keys(written(wish)).length === 0;
    // What a call without any of the three does is not stated, and an empty list has no form on the wire: only who
    // asks for the end of the binding sends it.
    if (isNothing !== unbind) throw unbind ? refused('unbind', 'combination') : refused('bindings', 'missing');
    return send('UpdateVMVCPUBinding', vmOf(ref), wish, nothingMore, signal);
  },
  'password-reset': (ref, request, secrets, signal) => {
    const wish = { request, fields: {}, secrets, secretFields: { password: ['Password', plainSecret] } as const };
    return send('ResetVMInstancePassword', tenancy.vmOf(ref), wish, nothingMore, signal);
  },
  'boot-cd': (ref, request, _, signal) =>
    send('SetBootFromCdrom', tenancy.vmOf(ref), { request, fields: imageField }, nothingMore, signal),
  'boot-disk': (ref, request, _, signal) =>
    send('UnSetBootFromCdrom', tenancy.vmOf(ref), { request, fields: imageField }, nothingMore, signal),
  'iso-eject': (ref, _, __, signal) =>
    client.call('UpdateVMAdvancedOptions', { ...vmOf(ref), UninstallISO: true }, nothingMore, signal),
});
