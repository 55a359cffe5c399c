import type { z } from 'zod';
import { unreadableConfig } from './packageFaults';

/** The JSON in `bytes`, checked; a Fault `package-invalid` names the file and the first key that is wrong. */
export function parseJson<T>(bytes: Uint8Array, path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseText(bytes, path));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue && issue.path.length > 0 ? `“${issue.path.join('.')}”: ` : '';
  throw unreadableConfig(path, `${key}${issue?.message ?? 'it has an unknown form'}`, parsed.error);
}

function parseText(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw unreadableConfig(path, 'it is not JSON', thrown);
  }
}
