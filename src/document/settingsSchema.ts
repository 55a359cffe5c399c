import { z } from 'zod';
import { loraUseSchema, maximumLoras } from '../../workers/protocol/addOns';
import {
  mapReductionSchema,
  methodNames,
  methodSchema,
  recipeSchema,
  refinerSchema,
  thresholdCurveSchema,
} from '../../workers/protocol/recipe';
import { initialSettings, type Settings } from './documentState';

/** The schema of a method's own settings, without what the document keeps elsewhere. */
const [differential, , inpaint, exemplarBlend, automaticMap, optimisation] = methodSchema.options;
const layoutMask = optimisation.shape.layoutMask.removeDefault().unwrap().omit({ guides: true });

const { shape } = recipeSchema;

/** Each setting within its limits, which are those of the recipe that a run makes of it. */
export const settingSchemas = {
  prompt: shape.prompt,
  negativePrompt: shape.negativePrompt,
  loras: z.array(loraUseSchema).max(maximumLoras),
  method: z.enum(methodNames),
  steps: shape.steps,
  guidance: shape.guidance,
  seed: shape.seed,
  seedLocked: z.boolean(),
  strength: shape.strength,
  scheduler: shape.scheduler,
  thresholdCurve: thresholdCurveSchema,
  mapReduction: mapReductionSchema,
  imageGuidance: shape.imageGuidance.unwrap(),
  refiner: z.strictObject({ id: refinerSchema.shape.package.shape.id, from: refinerSchema.shape.from }).nullable(),
  guidanceRescale: shape.guidanceRescale,
  edgeSoftnessPx: shape.edgeSoftnessPx,
  colourMatch: shape.colourMatch.unwrap(),
  sourceDetail: shape.sourceDetail.unwrap(),
  ground: z.strictObject({
    fill: z.enum(['picture', 'neighbours', 'noise', 'colour', 'exemplar']),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    exemplarId: z.string().max(100).nullable(),
  }),
  futureHinting: differential.shape.futureHinting,
  exemplarPasses: exemplarBlend.shape.passes,
  inpaintThreshold: inpaint.shape.threshold,
  automaticMap: automaticMap.omit({ name: true }),
  optimisation: optimisation.omit({ name: true, layoutMask: true, output: true }),
  layoutMask: layoutMask.nullable(),
} satisfies { readonly [K in keyof Settings]: z.ZodType<Settings[K]> };

/** Settings as they come from disk: what is missing or out of range takes its first value, the rest stays. */
export const settingsSchema = z.object(
  Object.fromEntries(
    Object.entries(settingSchemas).map(([key, schema]) => [key, (schema as z.ZodType).catch(initialSettings[key as keyof Settings])]),
  ),
) as unknown as z.ZodType<Settings>;
