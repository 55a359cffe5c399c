import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { AreaFrame } from './areaFrame';
import { closeSeam } from './closeSeam';
import type { EditModel } from './editModel';
import { fromModelPicture } from './modelPicture';
import type { RunMemory } from './runMemory';
import { encodingName } from './runNames';
import { cellLikeness, cellStrengths, detailWeights, restoreDetail } from './sourceDetail';

/** Weights below half a step of a byte over the whole range change nothing that can be seen. */
const leastWeight = 1 / 512;

interface FinishedRun {
  readonly recipe: Recipe;
  readonly frame: AreaFrame;
  readonly model: Pick<EditModel, 'decodeLatents'>;
  readonly memory: RunMemory;
  /** Clean latents of the source, and those that the method came to. */
  readonly source: Tensor;
  readonly latents: Tensor;
  /** RGB of the area, as decoded. */
  readonly decoded: Uint8Array;
  readonly changeMap: Uint8Array;
}

/**
 * The decoded area with the source's detail and tone where the recipe wants it. The source's own decoding, which tells what
 * the autoencoder loses, is made once for a picture and an area, and only where some painted cell still is the source.
 */
export async function giveBackDetail(run: FinishedRun): Promise<Uint8Array> {
  const { recipe, frame, changeMap, decoded, source } = run;
  const strengths = recipe.sourceDetail > 0 ? cellStrengths(recipe, frame, changeMap) : null;
  if (!strengths) return decoded;
  const likeness = cellLikeness(run.latents, source, strengths);
  const weights = detailWeights(likeness, strengths);
  const remains = weights.some((weight, i) => weight > leastWeight && (strengths[i] as number) > 0);
  const detailed = remains
    ? restoreDetail({ frame, changeMap, decoded, reconstruction: await reconstructionOf(run), weights, amount: recipe.sourceDetail })
    : decoded;
  return closeSeam(detailed, frame, changeMap, likeness, recipe.sourceDetail);
}

function reconstructionOf({ recipe, frame, model, memory, source }: FinishedRun): Promise<Uint8Array> {
  return memory.reconstructions.getOrMake(
    encodingName(recipe, [recipe.source.sha256]),
    async () => fromModelPicture(await model.decodeLatents(source), frame.area),
    (bytes) => bytes.byteLength,
  );
}
