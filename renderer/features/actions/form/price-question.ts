import type { Input } from '../../../../shared/ipc/contract.ts';
import { questions } from '../../../../shared/model/question.ts';
import type { Vm } from '../../../../shared/model/vm.ts';
import { regionVerbs, vmVerbs } from '../../../../shared/model/verbs/index.ts';
import type { Place } from './form-scope.ts';
import { readDraft, type Draft } from './form-state.ts';

/** The values that can be read already, however much else is missing or wrong. */
function readable(fields: Parameters<typeof readDraft>[0], draft: Draft): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const read = readDraft({ [name]: field }, draft);
      return 'values' in read ? Object.entries(read.values) : [];
    }),
  );
}

/** The price to ask for as a form stands; `null` where the cloud cannot tell or too little is filled in. */
export function priceQuestion({ connection, region }: Place, draft: Draft): Input<'ask.price'> | null {
  if (!connection.capabilities.includes('price')) return null;
  const { fields } = regionVerbs.create;
  const { billing, periods, ...values } = readable(fields, draft);
  const known = Object.keys(questions.price.ask.shape);
  const asked = Object.fromEntries(Object.entries(values).filter(([name]) => known.includes(name)));
  const about = questions.price.ask.safeParse({
    ...{ ...asked, region, quantity: 1 },
    ...{ billing: billing ?? 'month', periods: periods ?? 1 },
  });
  return about.success ? { connectionId: connection.id, ...about.data } : null;
}

/** The same for a change of size; nothing is asked for a size that the VM has. */
export function premiumQuestion({ connection }: Place, vm: Vm, draft: Draft): Input<'ask.premium'> | null {
  if (!connection.capabilities.includes('premium')) return null;
  const { cpuCount, memoryBytes, gpuKind, gpuModel, gpuCount, vgpuModel } = readable(vmVerbs.resize.fields, draft);
  if (cpuCount === vm.cpuCount && memoryBytes === vm.memoryBytes && gpuKind === undefined) return null;
  const about = questions.premium.ask.safeParse({
    ...{ region: vm.region, cloudId: vm.cloudId, tenantId: vm.tenantId },
    ...{ cpuCount, memoryBytes, gpuKind, gpuModel, gpuCount, vgpuModel },
  });
  return about.success ? { connectionId: connection.id, ...about.data } : null;
}
