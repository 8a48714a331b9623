import type { Fault, FaultBox } from '../machinery/faults.ts';

/** A wrong type for fields of every documented type; ids stay, so that the VM can still be told from others. */
const WRONG: Readonly<Record<string, unknown>> = {
  Name: 42,
  CPU: 'four',
  Memory: null,
  CreateTime: 'yesterday',
  DiskInfos: {},
  IPInfos: 'none',
  Tags: 7,
  VMSPInfos: [null, 'x', 3],
  CanLogin: 'yes',
  StatusProcessProgress: [],
};

const disfigure = (info: object, faults: readonly (Fault | undefined)[]): object => {
  const changed: Record<string, unknown> = { ...info };
  for (const fault of faults) {
    if (fault?.kind === 'unknown-state') changed['State'] = 'Quiescing';
    if (fault?.kind === 'extra-fields') changed['FutureField'] = { Nested: [1, 'two', null] };
    if (fault?.kind === 'missing-name') delete changed['Name'];
    if (fault?.kind === 'wrong-types')
      for (const [field, value] of Object.entries(WRONG)) if (field in changed) changed[field] = value;
  }
  return changed;
};

/** Applies the faults that change what is told about VMs. */
export const perhapsDisfigured = (action: string, payload: object, faults: FaultBox): object => {
  if (action !== 'DescribeVMInstance' || !('Infos' in payload) || !Array.isArray(payload.Infos)) return payload;
  const taken = (['wrong-types', 'unknown-state', 'extra-fields', 'missing-name'] as const).map((kind) =>
    faults.take(action, kind),
  );
  return { ...payload, Infos: payload.Infos.map((info: object) => disfigure(info, taken)) };
};
