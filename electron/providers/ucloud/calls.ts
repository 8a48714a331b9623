import { z } from 'zod';
import type { PowerAction } from '../../../shared/model/verbs/power.ts';
import type { VmRef } from '../../../shared/model/vm.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { ConsoleTicket, Receipt } from '../provider.ts';
import type { spiceAnswerSchema, vncAnswerSchema } from './envelope.ts';

/** The calls that both generations name alike. */
export const powerCalls = {
  start: 'StartVMInstance',
  shutdown: 'StopVMInstance',
  'power-off': 'PoweroffVMInstance',
  restart: 'RestartVMInstance',
} as const satisfies Partial<Record<PowerAction, string>>;

interface VmValues {
  readonly Region: string;
  readonly VMID: string;
}

export const vmOf = ({ region, cloudId }: Pick<VmRef, 'region' | 'cloudId'>): VmValues => ({
  Region: region,
  VMID: cloudId,
});

/** Most changes answer with nothing but the envelope. */
export const nothingMore = z.unknown().transform((): Receipt => ({}));

export const vncTicket = ({ Info }: z.infer<typeof vncAnswerSchema>): ConsoleTicket => ({
  ...{ kind: 'vnc', host: Info.VNCIP, port: Info.VNCPort },
  password: new Secret(Info.VNCPassword),
});

export const spiceTicket = ({ Info }: z.infer<typeof spiceAnswerSchema>): ConsoleTicket => ({
  ...{ kind: 'spice', host: Info.SpiceIP, port: Info.SpicePort },
  password: new Secret(Info.SpicePassword),
});
