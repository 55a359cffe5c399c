import { z } from 'zod';

const tensorSpecSchema = z.object({
  shape: z.array(z.int().min(0)),
  dtype: z.string().optional(),
  scale: z.number().optional(),
  offset: z.number().optional(),
  /** Element i is the integer i. */
  index: z.boolean().optional(),
  /** Only these rows follow the rule. */
  rows: z.array(z.int().min(0)).optional(),
});

const fileSpecSchema = z.union([
  z.object({
    dtype: z.string(),
    tensors: z.record(z.string(), tensorSpecSchema),
    metadata: z.record(z.string(), z.string()).optional(),
    order: z.literal('name').optional(),
    salt: z.int().optional(),
  }),
  z.object({ header: z.string(), size: z.int(), length: z.int().optional() }),
  z.object({ hex: z.string(), size: z.int() }),
]);

export const filesSchema = z.record(z.string(), fileSpecSchema);
export const configsSchema = z.record(z.string(), z.unknown());

export type TensorSpec = z.infer<typeof tensorSpecSchema>;
export type FileSpec = z.infer<typeof fileSpecSchema>;

/** Files that a case's own description stands for. */
export interface FileSet {
  readonly files: Readonly<Record<string, FileSpec>> | undefined;
  readonly configs: Readonly<Record<string, unknown>> | undefined;
  readonly salt: number;
}
