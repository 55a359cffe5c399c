import { z } from 'zod';
import { recipeAddOns } from './addOns';
import { coloursSchema } from './colours';

/** Largest side of a picture, in pixels. */
export const maximumSidePx = 8192;
/** Most steps a run may have. */
export const maximumSteps = 200;
/** Seeds are 32 bit, as torch's CPU generator keeps only the low 32 bits. */
export const maximumSeed = 0xffff_ffff;

/** Most characters of a prompt. */
export const maximumPromptLength = 4000;

const side = z.int().min(1).max(maximumSidePx);

/** A picture or map by content: its bytes travel beside the recipe. */
export const pixelsRefSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: side,
  height: side,
});

export const thresholdCurveSchema = z.enum(['linear', 'quadratic', 'cubic', 'log', 'sigmoid']);

/** How the change map at picture resolution becomes one value per latent cell. */
export const mapReductionSchema = z.enum(['maximum', 'mean', 'bilinear']);

/** The part of the picture that the model sees, and the size at which it sees it, in pixels. */
export const generationAreaSchema = z.strictObject({
  x: z.int().min(0),
  y: z.int().min(0),
  width: side,
  height: side,
  modelWidth: side,
  modelHeight: side,
});

const exemplarSchema = z.strictObject({
  /** The exemplar composed at picture size: RGBA over the scene's coordinates. */
  picture: pixelsRefSchema,
  changeMap: pixelsRefSchema,
  /** A change map for the exemplar itself (white = the exemplar may change); null: the exemplar is not held. */
  hold: pixelsRefSchema.nullable(),
});

/** A layout condition for a ControlNet. */
export const guideSchema = z.strictObject({
  /** The folder name of the ControlNet within the package, or the name of one of `controlNets`. */
  controlNet: z.string().min(1).max(200),
  /** The condition as the net wants it (skeleton, scribble, edges, depth): RGBA over the scene's coordinates. */
  picture: pixelsRefSchema,
  /** Factor on the net's residuals. */
  weight: z.number().min(0).max(4),
  /** The part of the schedule in which the net takes part, 0…1 of the steps that run. */
  start: z.number().min(0).max(1),
  end: z.number().min(0).max(1),
});

/** How strongly latents are led: k gradient steps before each of the first t_u predictions. */
const leadingSchema = z.strictObject({ gradientSteps: z.int().min(1).max(100), updateSteps: z.int().min(0).max(maximumSteps) });

/** How the mask of guided optimisation is found between two layouts: what is there, and how it is compared with the recipe's own guides. */
const layoutMaskSchema = z.strictObject({
  /** The layout that is there; none: the picture without a condition. */
  guides: z.array(guideSchema).max(8),
  noises: z.int().min(1).max(64),
  noiseStrength: z.number().gt(0).max(1),
  clampRatio: z.number().gt(0).max(100),
  threshold: z.number().min(0).max(1),
  /** Gaussian smoothing before the threshold, in latent cells. */
  smoothingCells: z.number().min(0).max(16),
});

/** The method and what only that method needs. */
export const methodSchema = z.discriminatedUnion('name', [
  /** `futureHinting` true is the published method; false its ablation, which puts each element back only at the step before it is freed. */
  z.strictObject({ name: z.literal('differential'), futureHinting: z.boolean() }),
  z.strictObject({ name: z.literal('image-to-image') }),
  z.strictObject({ name: z.literal('blended-inpaint'), threshold: z.number().min(0).max(1) }),
  /** `iterative`: a run for each exemplar, on the result of the one before; `cut-and-paste`: the naive baseline, nothing is put back. */
  z.strictObject({
    name: z.literal('exemplar-blend'),
    exemplars: z.array(exemplarSchema).min(1).max(16),
    passes: z.enum(['single', 'iterative', 'cut-and-paste']),
  }),
  z.strictObject({
    name: z.literal('automatic-map'),
    referencePrompt: z.string().max(maximumPromptLength).nullable(),
    noises: z.int().min(1).max(64),
    noiseStrength: z.number().gt(0).max(1),
    clampRatio: z.number().gt(0).max(100),
    threshold: z.number().min(0).max(1),
    encodingRatio: z.number().gt(0).max(1),
    /** It edits where the two texts differ, as far as the change map lets it; or, without comparing them, where that map is not 0. */
    where: z.enum(['texts', 'change-map']).default('texts'),
    /** Ablations of the paper: `encode-decode` has no map, `without-encoding` starts from noise instead of the inverted picture. */
    ablation: z.enum(['none', 'encode-decode', 'without-encoding']).default('none'),
  }),
  z.strictObject({
    name: z.literal('guided-optimisation'),
    balance: z.number().min(0).max(1),
    gradientSteps: z.int().min(1).max(100),
    updateSteps: z.int().min(0).max(maximumSteps),
    learningRate: z.number().gt(0).max(10),
    /** t_E: how far the picture is encoded, as a share of the steps; 1 in the paper. */
    encodingRatio: z.number().gt(0).max(1).default(1),
    /** `guidance-image` ends with that image, which is otherwise made on the way. */
    output: z.enum(['edit', 'guidance-image']).default('edit'),
    /** k and t_u while the guidance image is generated; null: those of the edit. */
    guidanceImage: leadingSchema.nullable().default(null),
    /** k and t_u of the guidance image's refinement; null: it is not refined. */
    refinement: leadingSchema.nullable().default(null),
    /** Where the edit lies, found between two layouts and confined by the change map; null: the change map alone says it. */
    layoutMask: layoutMaskSchema.nullable().default(null),
  }),
]);

/** A second model of the same latent space that takes over the end of the schedule: SDXL's refiner. */
export const refinerSchema = z.strictObject({
  package: z.strictObject({ id: z.string().min(1).max(200), sha256: z.string().nullable() }),
  /** The share of the training timesteps, the noisiest first, after which it takes over: `denoising_end` and `denoising_start`. */
  from: z.number().min(0.05).max(0.99),
});

/** The names of all methods. */
export const methodNames = methodSchema.options.map((option) => option.shape.name.value);

/**
 * What stands in the place of the picture, for the model to start from, where the change map is full: its surroundings continued inwards,
 * noise under the run's seed, one colour of sRGB, or a picture over the scene's coordinates.
 */
export const groundSchema = z.discriminatedUnion('fill', [
  z.strictObject({ fill: z.literal('neighbours') }),
  z.strictObject({ fill: z.literal('noise') }),
  z.strictObject({ fill: z.literal('colour'), colour: z.string().regex(/^#[0-9a-f]{6}$/) }),
  z.strictObject({ fill: z.literal('exemplar'), picture: pixelsRefSchema }),
]);

export const recipeSchema = z.strictObject({
  version: z.literal(1),
  /** Which package: its id and the digest of its file manifest, so that a changed package is noticed. */
  package: z.strictObject({ id: z.string().min(1).max(200), sha256: z.string().nullable() }),
  source: pixelsRefSchema,
  changeMap: pixelsRefSchema,
  area: generationAreaSchema,
  method: methodSchema,
  prompt: z.string().max(maximumPromptLength),
  negativePrompt: z.string().max(maximumPromptLength),
  steps: z.int().min(1).max(maximumSteps),
  /** Classifier-free guidance scale; 1 or less turns guidance off. */
  guidance: z.number().min(0).max(50),
  guidanceRescale: z.number().min(0).max(1),
  /** InstructPix2Pix's guidance by the picture, s_I; counts only where the UNet is shown the picture. */
  imageGuidance: z.number().min(1).max(10).default(1.5),
  /** The global cut of the schedule, 0…1: the first steps − ⌊steps·strength⌋ entries are dropped. */
  strength: z.number().min(0).max(1),
  seed: z.int().min(0).max(maximumSeed),
  /** Scheduler class name, or null for the package's own. */
  scheduler: z.string().max(100).nullable(),
  thresholdCurve: thresholdCurveSchema,
  mapReduction: mapReductionSchema,
  /** Softness of the paste-back's edge, in picture pixels, inwards only. */
  edgeSoftnessPx: z.number().min(0).max(256),
  /** How far the edited part's colours are brought to those of its unchanged surroundings, 0…1. */
  colourMatch: z.number().min(0).max(1).default(0),
  /** How much of the source's detail and tone, which the autoencoder loses, comes back where little was changed, 0…1. */
  sourceDetail: z.number().min(0).max(1).default(0),
  guides: z.array(guideSchema).max(8).default([]),
  ...recipeAddOns,
  /** Left out: the model makes all steps itself. Methods with levels of their own have no part for it. */
  refiner: refinerSchema.optional(),
  /** Left out: the model starts from the picture as it is. Methods with levels of their own have no part for it. */
  ground: groundSchema.optional(),
  /** What the numbers of the source mean where they are not sRGB's: the model sees it in sRGB. Left out: they are taken for sRGB's. */
  colours: coloursSchema.optional(),
});

export type PixelsRef = z.infer<typeof pixelsRefSchema>;
export type ThresholdCurve = z.infer<typeof thresholdCurveSchema>;
export type MapReduction = z.infer<typeof mapReductionSchema>;
export type Refiner = z.infer<typeof refinerSchema>;
export type GenerationArea = z.infer<typeof generationAreaSchema>;
export type Ground = z.infer<typeof groundSchema>;
export type Guide = z.infer<typeof guideSchema>;
export type MethodSettings = z.infer<typeof methodSchema>;
export type MethodName = MethodSettings['name'];
/** Everything that influences a result, without pixels: worker message, history entry, PNG metadata, test fixture. */
export type Recipe = z.infer<typeof recipeSchema>;
