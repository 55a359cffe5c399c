import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const promptSchema = z.object({
  caption: z.string().min(1),
  things: z.array(z.object({ kind: z.string(), colour: z.string(), place: z.enum(['left', 'middle', 'right']) })).min(1),
  whole: z.record(z.string(), z.string()),
});

/** A complete caption of a scene that no training saw, with what it says. */
export type HeldOutPrompt = z.infer<typeof promptSchema>;

/** Reads the captions that `training/make_scenes.py` writes. */
export async function readPrompts(path: string): Promise<readonly HeldOutPrompt[]> {
  return z.object({ prompts: z.array(promptSchema).min(1) }).parse(JSON.parse(await readFile(path, 'utf8'))).prompts;
}
