import type { Settings } from '../document/documentState';
import type { Blobs, PackageSummary, PixelBlob } from '../../workers/protocol/engine';
import { recipeSchema, type GenerationArea, type MethodName, type MethodSettings, type PixelsRef, type Recipe } from '../../workers/protocol/recipe';

/** What a run takes from the document, frozen at the moment of Generate. */
export interface RunInput {
  readonly width: number;
  readonly height: number;
  /** The visible layers flattened: RGBA, straight alpha. */
  readonly rgba: Uint8Array;
  /** The change map, one byte a pixel, 255 = may change fully. */
  readonly changeMap: Uint8Array;
  readonly area: GenerationArea;
  readonly settings: Settings;
}

async function digest(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function methodSettings(name: MethodName): MethodSettings {
  if (name === 'image-to-image') return { name };
  return { name: 'differential', futureHinting: true };
}

/** Freezes a recipe and the pixels that travel beside it. */
export async function buildRecipe(input: RunInput, summary: PackageSummary): Promise<{ recipe: Recipe; blobs: Blobs }> {
  const { width, height, settings } = input;
  const [sourceSha, mapSha] = await Promise.all([digest(input.rgba), digest(input.changeMap)]);
  const ref = (sha256: string): PixelsRef => ({ sha256, width, height });
  const recipe = recipeSchema.parse({
    version: 1,
    package: { id: summary.id, sha256: summary.sha256 },
    source: ref(sourceSha),
    changeMap: ref(mapSha),
    area: input.area,
    method: methodSettings(settings.method),
    prompt: settings.prompt,
    negativePrompt: settings.negativePrompt,
    steps: settings.steps,
    guidance: settings.guidance,
    guidanceRescale: 0,
    strength: settings.strength,
    seed: settings.seed,
    scheduler: settings.scheduler,
    thresholdCurve: settings.thresholdCurve,
    mapReduction: settings.mapReduction,
    edgeSoftnessPx: 0,
    colourMatch: 0,
    guides: [],
  } satisfies Recipe);
  const source: PixelBlob = { kind: 'rgba', width, height, data: input.rgba };
  const changeMap: PixelBlob = { kind: 'grey', width, height, data: input.changeMap };
  return { recipe, blobs: { [sourceSha]: source, [mapSha]: changeMap } };
}
