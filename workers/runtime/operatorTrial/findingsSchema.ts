import { z } from 'zod';
import { operatorNames } from './operators';
import type { OperatorFindings } from './tryOperators';

const milliseconds = z.number().min(0);
const findingsSchema = z.object({
  verdicts: z
    .array(z.object({ operator: z.enum(operatorNames), half: z.boolean(), apart: z.number().nullable(), right: z.boolean() }))
    .min(1),
  holdsScores: z.boolean().nullable(),
  normMs: z.object({ instance: milliseconds.optional(), moments: milliseconds.optional() }),
  milliseconds,
  steps: z.int().min(1),
});

/** Whether what was kept is what a trial finds; other versions of the studio keep other things. */
export function isFindings(value: unknown): value is OperatorFindings {
  return findingsSchema.safeParse(value).success;
}
