import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';

/** The way from this computer to a VM's screen, in the order in which it is gone. */
export const doctorSteps = [
  ...(['proxy', 'jump', 'name', 'address', 'tcp', 'tls', 'http'] as const),
  ...(['login', 'permissions', 'list', 'console'] as const),
] as const;

/** What a step has to say beside a failure: the words `doctor.said.<said>`. */
export const doctorRemarks = [
  ...(['resolved', 'address-itself', 'by-proxy', 'answering', 'some-silent', 'connected', 'connected-proxy'] as const),
  ...(['certificate', 'certificate-ends', 'no-tls', 'http', 'clock', 'login', 'no-regions', 'permissions'] as const),
  ...(['jump', 'by-jump', 'connected-jump', 'no-vms', 'list', 'console', 'console-tls'] as const),
  ...([
    'proxy-none',
    'proxy-chosen',
    'proxy-none-next',
    'proxy-chosen-next',
    'console-none',
    'console-refused',
    'not-reached',
  ] as const),
] as const;
export type DoctorRemark = (typeof doctorRemarks)[number];

export const doctorStepSchema = z.strictObject({
  step: z.enum(doctorSteps),
  /** `host:port` of the address that it is about, with its path where two share that, and a number where that too is the same; the kind of a console; empty for the whole connection. */
  server: z.string(),
  state: z.enum(['done', 'warned', 'failed', 'skipped']),
  /** Milliseconds; null where nothing was tried. */
  ms: z.number().int().nonnegative().nullable(),
  /** Null when it fails, which {@link error} says. */
  said: z.enum(doctorRemarks).nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Of a step with a remark: what the other side answered. */
  error: errorDataSchema.nullable(),
});
export type DoctorStep = z.infer<typeof doctorStepSchema>;

/** How far an examination has come. */
export const doctorProgressSchema = z.strictObject({
  /** Those that are over. */
  steps: z.array(doctorStepSchema),
  /** The one that is being gone; null between two. */
  now: doctorStepSchema.pick({ step: true, server: true }).nullable(),
});
export type DoctorProgress = z.infer<typeof doctorProgressSchema>;

export const doctorReportSchema = z.strictObject({
  /** Milliseconds since the epoch. */
  at: z.number().int(),
  steps: z.array(doctorStepSchema),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
