import { z } from 'zod';
import { problemCodes } from '@assay/domain';

/** RFC 9457 problem details. `code` is stable; `errors` point into the request body. */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    request_id: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.enum(problemCodes), message: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof ProblemBody>;
