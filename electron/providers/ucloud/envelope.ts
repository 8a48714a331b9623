import { z } from 'zod';
import { hostSchema } from '../../../shared/model/connection-reach.ts';
import { integral } from '../answers/fields.ts';

/** What every answer has. Other fields stay as they are. */
export const envelopeSchema = z.looseObject({
  RetCode: integral,
  Message: z.string().nullish(),
  RequestUUID: z.string().nullish(),
  RequestId: z.string().nullish(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** A page of a list. A cloud written in Go sends null for an empty array. */
export const pageSchema = z.object({
  TotalCount: integral.pipe(z.number().nonnegative()),
  Infos: z.array(z.unknown()).nullish(),
});

/** A list that no document describes, or that has no count: pages end where nothing more comes. */
export const listSchema = pageSchema.extend({ TotalCount: pageSchema.shape.TotalCount.nullish() });

/** The list of regions, which has no count (AUTH, section 1). */
export const regionsSchema = pageSchema.pick({ Infos: true });

/** What a cloud may leave out when it has accepted a request for something new. */
export const newId = z
  .string()
  .nullish()
  .transform((id) => (id === null || id === '' ? undefined : id));
/** 000, lines 82–87; 001, lines 55–62. */
export const createdSchema = z.object({ VMID: newId });

/** 000, lines 402–407; 001, lines 223–235. */
export const pricesSchema = z.object({ Infos: z.array(z.unknown()).nullish() });

const port = integral.pipe(z.number().min(1).max(65_535));
/** The documents say object; lists of one are tolerated. */
const oneOrList = <T extends z.ZodType>(info: T) => z.union([info, z.tuple([info]).transform(([only]) => only)]);

/** 000, lines 428–435. */
const spiceInfoSchema = z.object({ SpiceIP: hostSchema, SpicePort: port, SpicePassword: z.string() });
export const spiceAnswerSchema = z.object({ Info: oneOrList(spiceInfoSchema) });
/** 000, lines 455–462; 001, lines 559–566. */
const vncInfoSchema = z.object({ VNCIP: hostSchema, VNCPort: port, VNCPassword: z.string() });
export const vncAnswerSchema = z.object({ Info: oneOrList(vncInfoSchema) });
