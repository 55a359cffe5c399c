import type { Colours } from '../../../workers/protocol/colours';
import type { Settings } from '../../document/documentState';
import type { Blobs, PackageSummary, PixelBlob } from '../../../workers/protocol/engine';
import {
  recipeSchema,
  type Ground,
  type Guide,
  type GenerationArea,
  type PixelsRef,
  type Recipe,
  type Refiner,
} from '../../../workers/protocol/recipe';
import { sha256Of } from '../../../workers/protocol/sha256Of';
import { methodSettings } from '../methods/methodSettings';

/** An exemplar as a run takes it, over the whole picture. */
export interface RunExemplar {
  /** RGBA, straight alpha. */
  readonly rgba: Uint8Array;
  /** One byte a pixel, 255 = may change fully. */
  readonly changeMap: Uint8Array;
  /** Likewise, for the exemplar itself; null: it is not held. */
  readonly hold: Uint8Array | null;
}

/** A guide as a run takes it, over the whole picture. */
export interface RunGuide extends Omit<Guide, 'picture'> {
  /** RGBA, straight alpha. */
  readonly rgba: Uint8Array;
  /** Asks for a layout, or shows the one that is there. */
  readonly role: 'wanted' | 'present';
}

/** What a run takes from the document, frozen at the moment of Generate. */
export interface RunInput {
  readonly width: number;
  readonly height: number;
  /** The visible layers flattened: RGBA, straight alpha. */
  readonly rgba: Uint8Array;
  /** The change map, one byte a pixel, 255 = may change fully. */
  readonly changeMap: Uint8Array;
  readonly area: GenerationArea;
  /** Of the picture, where they are not sRGB's. */
  readonly colours?: Colours | null;
  readonly settings: Settings;
  /** From bottom to top; those of a method that takes none are left alone. */
  readonly exemplars: readonly RunExemplar[];
  readonly guides: readonly RunGuide[];
  /** What lies on the picture for the model to start from; null: nothing. `rgba`: over the whole picture, straight alpha. */
  readonly ground?: Exclude<Ground, { fill: 'exemplar' }> | { readonly fill: 'exemplar'; readonly rgba: Uint8Array } | null;
  /** What makes the last steps; left out: the model itself. */
  readonly refiner?: Refiner | null;
  /** What is added to the model, and the texts without the tags that name it. */
  readonly added: Pick<Recipe, 'prompt' | 'negativePrompt' | 'loras' | 'embeddings' | 'controlNets'>;
}

/** Freezes a recipe and the pixels that travel beside it. */
export async function buildRecipe(input: RunInput, summary: PackageSummary): Promise<{ recipe: Recipe; blobs: Blobs }> {
  const { width, height, settings, added } = input;
  const blobs: Record<string, PixelBlob> = {};
  const keep = async (kind: PixelBlob['kind'], data: Uint8Array): Promise<PixelsRef> => {
    const sha256 = await sha256Of(data);
    blobs[sha256] = { kind, width, height, data };
    return { sha256, width, height };
  };
  const source = await keep('rgba', input.rgba);
  const changeMap = await keep('grey', input.changeMap);
  const exemplars = await Promise.all(
    input.exemplars.map(async (exemplar) => ({
      picture: await keep('rgba', exemplar.rgba),
      changeMap: await keep('grey', exemplar.changeMap),
      hold: exemplar.hold && (await keep('grey', exemplar.hold)),
    })),
  );
  const guidesAs = (wanted: RunGuide['role']): Promise<Guide[]> =>
    Promise.all(
      input.guides
        .filter(({ role }) => role === wanted)
        .map(async ({ rgba, controlNet, weight, start, end }) => ({ controlNet, picture: await keep('rgba', rgba), weight, start, end })),
    );
  const { ground } = input;
  const recipe = recipeSchema.parse({
    version: 1,
    package: { id: summary.id, sha256: summary.sha256 },
    source,
    changeMap,
    area: input.area,
    method: methodSettings(settings, exemplars, await guidesAs('present')),
    prompt: added.prompt,
    negativePrompt: added.negativePrompt,
    steps: settings.steps,
    guidance: settings.guidance,
    guidanceRescale: settings.guidanceRescale,
    imageGuidance: settings.imageGuidance,
    strength: settings.strength,
    seed: settings.seed,
    scheduler: settings.scheduler,
    thresholdCurve: settings.thresholdCurve,
    mapReduction: settings.mapReduction,
    edgeSoftnessPx: settings.edgeSoftnessPx,
    colourMatch: settings.colourMatch,
    sourceDetail: settings.sourceDetail,
    guides: await guidesAs('wanted'),
    ...{ loras: added.loras, embeddings: added.embeddings, controlNets: added.controlNets },
    ...(input.refiner && { refiner: input.refiner }),
    ...(ground && { ground: ground.fill === 'exemplar' ? { fill: 'exemplar', picture: await keep('rgba', ground.rgba) } : ground }),
    ...(input.colours && { colours: input.colours }),
  } satisfies Recipe);
  return { recipe, blobs };
}
