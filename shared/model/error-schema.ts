import { z } from 'zod';
import type { ErrorData } from '../errors/app-error.ts';
import { isErrorCode } from '../errors/codes.ts';

/** {@link ErrorData} as a schema, for what crosses IPC or is kept on disk. */
export const errorDataSchema: z.ZodType<ErrorData> = z.strictObject({
  code: z.string().refine(isErrorCode),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  detail: z
    .strictObject({
      code: z.string().optional(),
      message: z.string().optional(),
      messageZh: z.string().optional(),
      requestId: z.string().optional(),
    })
    .nullable(),
});
