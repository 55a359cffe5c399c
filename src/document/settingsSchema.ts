import { z } from 'zod';
import { loraUseSchema, maximumLoras } from '../../workers/protocol/addOns';
import {
  mapReductionSchema,
  maximumPromptLength,
  maximumSeed,
  maximumSteps,
  methodSchema,
  thresholdCurveSchema,
} from '../../workers/protocol/recipe';
import { initialSettings, type Settings } from './documentState';

/** The schema of a method's own settings, without what the document keeps elsewhere. */
const [differential, , inpaint, exemplarBlend, automaticMap, optimisation] = methodSchema.options;
const layoutMask = optimisation.shape.layoutMask.removeDefault().unwrap().omit({ guides: true });

const fallback = <K extends keyof Settings>(schema: z.ZodType<Settings[K]>, key: K) => schema.catch(initialSettings[key]);

/** Settings as they come from disk: what is missing or out of range takes its first value, the rest stays. */
export const settingsSchema = z.object({
  prompt: fallback(z.string().max(maximumPromptLength), 'prompt'),
  negativePrompt: fallback(z.string().max(maximumPromptLength), 'negativePrompt'),
  loras: fallback(z.array(loraUseSchema).max(maximumLoras), 'loras'),
  method: fallback(z.enum(methodSchema.options.map((option) => option.shape.name.value)), 'method'),
  steps: fallback(z.int().min(1).max(maximumSteps), 'steps'),
  guidance: fallback(z.number().min(0).max(50), 'guidance'),
  seed: fallback(z.int().min(0).max(maximumSeed), 'seed'),
  seedLocked: fallback(z.boolean(), 'seedLocked'),
  strength: fallback(z.number().min(0).max(1), 'strength'),
  scheduler: fallback(z.string().max(100).nullable(), 'scheduler'),
  thresholdCurve: fallback(thresholdCurveSchema, 'thresholdCurve'),
  mapReduction: fallback(mapReductionSchema, 'mapReduction'),
  imageGuidance: fallback(z.number().min(1).max(10), 'imageGuidance'),
  guidanceRescale: fallback(z.number().min(0).max(1), 'guidanceRescale'),
  edgeSoftnessPx: fallback(z.number().min(0).max(256), 'edgeSoftnessPx'),
  colourMatch: fallback(z.number().min(0).max(1), 'colourMatch'),
  sourceDetail: fallback(z.number().min(0).max(1), 'sourceDetail'),
  futureHinting: fallback(differential.shape.futureHinting, 'futureHinting'),
  exemplarPasses: fallback(exemplarBlend.shape.passes, 'exemplarPasses'),
  inpaintThreshold: fallback(inpaint.shape.threshold, 'inpaintThreshold'),
  automaticMap: fallback(automaticMap.omit({ name: true }), 'automaticMap'),
  optimisation: fallback(optimisation.omit({ name: true, layoutMask: true, output: true }), 'optimisation'),
  layoutMask: fallback(layoutMask.nullable(), 'layoutMask'),
}) satisfies z.ZodType<Settings>;
