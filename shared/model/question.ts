import { z } from 'zod';
import { guestQuestions } from './questions/guest.ts';
import { importQuestions } from './questions/imports.ts';
import { observationQuestions } from './questions/observation.ts';
import { count, id, region, tenantId, vm } from './questions/scope.ts';
import { surroundingQuestions } from './questions/surroundings.ts';
import { usbDeviceSchema } from './usb.ts';
import { choiceKindSchema } from './verbs/field.ts';
import { powerSchema } from './vm.ts';

const size = { cpuCount: count, memoryBytes: count };
const graphics = {
  gpuKind: z.enum(['gpu', 'vgpu']).optional(),
  gpuModel: id.optional(),
  gpuCount: count.optional(),
  vgpuModel: id.optional(),
};

/** Something that a field of an action can name. */
export const choiceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What tells it from others of the same name, as the cloud has it. */
  note: z.string(),
});
export type Choice = z.infer<typeof choiceSchema>;

export const billingSchema = z.enum(['hour', 'month', 'year']);
export type Billing = z.infer<typeof billingSchema>;

/** In the currency of the cloud, which for UCloudStack is yuan (000, lines 368 and 407). */
export const priceSchema = z.strictObject({ price: z.number(), billing: billingSchema.nullable() });
export type Price = z.infer<typeof priceSchema>;

/** What a change of size costs more, negative when it costs less. */
export const premiumSchema = z.strictObject({
  price: z.number(),
  change: z.enum(['none', 'upgrade', 'downgrade', 'unknown']),
});
export type Premium = z.infer<typeof premiumSchema>;

/** A clone that is being made or was made, as its cloud keeps record of it. */
export const cloneJobSchema = z.strictObject({
  jobId: z.string(),
  vmId: z.string(),
  sourceId: z.string(),
  snapshotId: z.string(),
  name: z.string(),
  raw: z.string(),
  createdAt: z.number().int().nullable(),
});
export type CloneJob = z.infer<typeof cloneJobSchema>;

/** A VM of another system that is attached to the cloud. */
export const foreignVmSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  raw: z.string(),
  cpuCount: z.number().int().nullable(),
  memoryBytes: z.number().nonnegative().nullable(),
});
export type ForeignVm = z.infer<typeof foreignVmSchema>;

/** What a cloud can be asked besides its VMs. Asking changes nothing. */
export const questions = {
  /** What a field can be set to; `within` narrows it, e.g. to the subnets of a VPC. */
  choices: {
    ask: z.strictObject({ ...region, kind: choiceKindSchema, within: id.optional() }),
    answer: z.array(choiceSchema),
  },
  'usb-devices': { ask: z.strictObject(region), answer: z.array(usbDeviceSchema) },
  /** The states of many VMs and nothing else of them. */
  states: {
    ask: z.strictObject({ ...region, cloudIds: z.array(id).min(1).max(1000) }),
    answer: z.array(powerSchema.pick({ state: true, raw: true }).extend({ cloudId: z.string() })),
  },
  price: {
    ask: z.strictObject({
      ...region,
      ...size,
      ...graphics,
      billing: billingSchema,
      periods: count,
      /** How many VMs. */
      quantity: count,
      /** Where a cloud has them; the cloud refuses a question that lacks what it needs. */
      computeSetId: id.optional(),
      flavorId: id.optional(),
      zoneId: id.optional(),
      tenantId: tenantId.optional(),
      departmentId: id.optional(),
      imageId: id.optional(),
      bootDiskSetId: id.optional(),
      bootDiskBytes: count.optional(),
      storageKind: id.optional(),
    }),
    answer: z.array(priceSchema),
  },
  premium: { ask: z.strictObject({ ...vm, ...size, ...graphics, flavorId: id.optional() }), answer: premiumSchema },
  /** What further periods cost. */
  'renewal-price': { ask: z.strictObject({ ...vm, periods: count }), answer: priceSchema },
  /** What comes back when the VM is given up now. */
  refund: {
    ask: z.strictObject(vm),
    answer: z.strictObject({ refund: z.number(), paid: z.number(), used: z.number() }),
  },
  clones: { ask: z.strictObject({ ...region, snapshotId: id }), answer: z.array(cloneJobSchema) },
  'web-console': { ask: z.strictObject(vm), answer: z.strictObject({ sessionId: z.string() }) },
  'foreign-vms': {
    ask: z.strictObject({ system: id, datacenter: id, cluster: id.optional() }),
    answer: z.array(foreignVmSchema),
  },
  'foreign-stores': {
    ask: z.strictObject({ system: id, datacenter: id, cluster: id, clusterId: id }),
    answer: z.array(choiceSchema),
  },
  /** A link with a ticket in it, for one opening: it is opened, never shown. */
  'foreign-console': {
    ask: z.strictObject({ system: id, datacenter: id, vmId: id, vmName: id }),
    answer: z.strictObject({ link: z.url({ protocol: /^https?$/ }) }),
  },
  ...observationQuestions,
  ...guestQuestions,
  ...surroundingQuestions,
  ...importQuestions,
} as const;

export type Question = keyof typeof questions;
export const questionNames = Object.keys(questions) as readonly Question[];
export type Ask<Q extends Question> = z.infer<(typeof questions)[Q]['ask']>;
export type AnswerTo<Q extends Question> = z.infer<(typeof questions)[Q]['answer']>;

/** Each question's schema is that of its row, which the type system cannot follow through the union. */
export const answerSchemaOf = <Q extends Question>(question: Q): z.ZodType<AnswerTo<Q>> =>
  questions[question].answer as unknown as z.ZodType<AnswerTo<Q>>;
