import type { RequestOf } from '../../../../shared/model/verbs/index.ts';
import { nothingMore, vmOf } from '../../ucloud/calls.ts';
import { apartFromBilling, chargeOf } from '../../ucloud/fields.ts';
import type { WireFields } from '../../ucloud/wire-fields.ts';
import type { VmHandlers } from '../../verbs.ts';
import type { Tools } from './tools.ts';

type Handlers = Pick<VmHandlers, 'storage-move' | 'mac-set' | 'gateway-set' | 'network-reset'>;
type Move = RequestOf<'storage-move'>['moves'][number];

/** Both bars are always there, the disk behind the last at will (000, line 706). */
const moveText = ({ diskId, storageSetId, targetDiskId = '' }: Move): string =>
  `${diskId}|${storageSetId}|${targetDiskId}`;

const moveFields = {
  moves: ['Infos', (moves: readonly Move[]) => moves.map(moveText)],
} as const satisfies WireFields<RequestOf<'storage-move'>>;

const macFields = { network: ['NICType'], mac: ['MAC'] } as const satisfies WireFields<RequestOf<'mac-set'>>;

const gatewayFields = {
  externalAddressId: ['EIPID'],
  addressId: ['IPID'],
} as const satisfies WireFields<RequestOf<'gateway-set'>>;

/** Networks and disks of one VM (000, lines 588–604, 646–661, 697–714, 951–965). */
export const networkHandlers = ({ client, tenancy, send }: Tools): Handlers => ({
  'storage-move': async (ref, request, _, signal) => {
    const tenant = await tenancy.demanded(undefined, ref, signal);
    // Only a disk that is made for it is paid for, so nothing is said of that unless it is wished.
    const charge = request.billing === undefined ? {} : chargeOf(request);
    const wish = { request: apartFromBilling(request), fields: moveFields };
    return send('MigrateVMStorage', { ...vmOf(ref), ...charge, ...tenant }, wish, nothingMore, signal);
  },
  'mac-set': (ref, request, _, signal) =>
    send('UpdateVMMAC', vmOf(ref), { request, fields: macFields }, nothingMore, signal),
  'gateway-set': (ref, request, _, signal) =>
    send('UpdateVMDefaultGW', tenancy.vmOf(ref), { request, fields: gatewayFields }, nothingMore, signal),
  'network-reset': (ref, _, __, signal) => client.call('ResetVMNetConfig', tenancy.vmOf(ref), nothingMore, signal),
});
