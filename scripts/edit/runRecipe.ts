import { openNodeModel } from '../../e2e/node-runtime/openNodeModel';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { encodePicture } from '../../workers/pictures/export/encodePicture';
import { runEdit } from '../../workers/pipeline/runEdit';
import { RunMemory } from '../../workers/pipeline/runMemory';
import type { CheckpointPrecision } from '../../workers/protocol/checkpoint';
import type { EditResult } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { loadModel } from '../../workers/runtime/loadModel';
import type { BlobFolder } from './blobFolder';
import { fitRecipe, type GivenAddOn } from './givenAddOns';
import { recordTensors } from './recordTensors';

export interface RunRecipe {
  readonly recipe: Recipe;
  readonly pixels: BlobFolder;
  /** Folder of the package, and the id by which recipes know it. */
  readonly packageFolder: string;
  readonly packageId: string;
  /** LoRAs, embeddings and ControlNets to be added to the model. */
  readonly addOns?: readonly GivenAddOn[];
  /** In which a checkpoint computes; what is proposed for the processor where it is left out. Of no meaning for packages of graphs. */
  readonly precision?: CheckpointPrecision;
  /** Where all tensors that go through the networks are written, for comparison; none where it is left out. */
  readonly tensorFolder?: string;
  /** Told of each step. */
  readonly onStep?: (step: number, steps: number) => void;
}

/**
 * Runs a recipe as the studio's worker does and lays the result over the whole picture.
 * @returns the PNG as the studio exports it, its recipe included, and the result itself. Throws Faults.
 */
export async function runRecipe({
  recipe: asked,
  pixels,
  packageFolder,
  packageId,
  addOns = [],
  precision,
  tensorFolder,
  onStep,
}: RunRecipe): Promise<{ png: Uint8Array; result: EditResult; notes: readonly string[] }> {
  const record = tensorFolder === undefined ? null : await recordTensors(createNodeRuntime(), tensorFolder);
  const modelPackage = await openNodeModel(packageFolder, packageId, precision && { precision });
  const model = await loadModel(record?.runtime ?? createNodeRuntime(), modelPackage, () => undefined);
  try {
    const { recipe, files, notes } = fitRecipe(asked, addOns, model.summary);
    const { result } = await runEdit(recipe, pixels.blobs, model, new RunMemory(), {
      onEvent: (event) => {
        if (event.type === 'step') onStep?.(event.step, event.steps);
      },
      isCancelled: () => false,
      addOns: files,
    });
    await record?.finish(result.seconds);
    const source = pixels.blobs[recipe.source.sha256];
    if (!source) throw new Fault('missing-blob', 'The picture was not read.');
    const rgba = layOver(source.data, source.width, result);
    const picture = { width: source.width, height: source.height, rgba, icc: pixels.icc };
    return { png: await encodePicture(picture, { recipe, scheduler: null }), result, notes };
  } finally {
    await model.release();
  }
}

/** The whole picture with a result in its place: where nothing was covered, the source's bytes. */
function layOver(source: Uint8Array, width: number, { rect, rgba, coverage }: EditResult): Uint8Array {
  const whole = source.slice();
  for (let row = 0; row < rect.height; row++) {
    for (let column = 0; column < rect.width; column++) {
      const from = row * rect.width + column;
      if (coverage[from] === 0) continue;
      whole.set(rgba.subarray(from * 4, from * 4 + 4), ((rect.y + row) * width + rect.x + column) * 4);
    }
  }
  return whole;
}
