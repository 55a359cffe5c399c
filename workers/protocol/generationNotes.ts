import type { Size } from './geometry';
import type { Recipe } from './recipe';
import type { SchedulerClass } from './scheduler/schedulerClasses';

/** What another tool notes of how its picture was made, as far as that is understood; null where it is silent. Not checked for range. */
export interface GenerationNotes {
  /** Who wrote it, as it is shown. */
  readonly tool: string;
  readonly prompt: string | null;
  readonly negativePrompt: string | null;
  readonly seed: number | null;
  readonly steps: number | null;
  readonly guidance: number | null;
  /** 0…1: denoising strength. */
  readonly strength: number | null;
  /** What it is called there. */
  readonly sampler: string | null;
  /** The scheduler that is the same here; null where there is none, or no sampler is named. */
  readonly scheduler: SchedulerClass | null;
  /** How its noise levels were spaced, where otherwise than the model has it. */
  readonly spacing: string | null;
  readonly size: Size | null;
  readonly model: string | null;
  /** Those that do not stand in the prompt as tags. */
  readonly loras: readonly { readonly name: string; readonly strength: number }[];
  /** What it tells beside that and has no place here, in words that go on “Not taken over: …”. */
  readonly left: readonly string[];
}

/** What a picture says of how it was made: our own recipe, or another tool's notes. */
export type CarriedSettings = { readonly recipe: Recipe } | { readonly notes: GenerationNotes };
