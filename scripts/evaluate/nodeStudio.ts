import { sha256 } from 'hash-wasm';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { openPackage } from '../../workers/packages/openPackage';
import { runEdit, type EditRun } from '../../workers/pipeline/runEdit';
import { RunMemory } from '../../workers/pipeline/runMemory';
import type { Recipe } from '../../workers/protocol/recipe';
import { loadModel } from '../../workers/runtime/loadModel';
import type { LoadedModel } from '../../workers/runtime/loadedModel';
import type { Scene } from './scenes';

/** What an edit of a scene may be told; everything else is a plain Differential Diffusion run. */
export interface SceneEdit extends Partial<Pick<Recipe, 'method' | 'steps' | 'guidance' | 'seed' | 'strength' | 'thresholdCurve' | 'mapReduction' | 'negativePrompt' | 'scheduler'>> {
  readonly prompt: string;
  /** One byte a pixel; null: everything may change. */
  readonly changeMap: Uint8Array | null;
}

/** The studio without a window: the pipeline on the processor, with one package. */
export interface NodeStudio {
  readonly model: LoadedModel;
  edit(scene: Scene, edit: SceneEdit): Promise<EditRun>;
}

/** Loads the package in `folder`. */
export async function openNodeStudio(folder: string, id: string): Promise<NodeStudio> {
  const model = await loadModel(createNodeRuntime(), await openPackage(folderSource(folder), id), () => undefined);
  const memory = new RunMemory();
  return {
    model,
    async edit(scene, { changeMap, ...settings }) {
      const { width, height, rgba } = scene;
      const map = changeMap ?? new Uint8Array(width * height).fill(255);
      const [pictureDigest, mapDigest] = await Promise.all([sha256(rgba), sha256(map)]);
      const recipe: Recipe = {
        version: 1,
        package: { id, sha256: model.modelPackage.sha256 },
        source: { sha256: pictureDigest, width, height },
        changeMap: { sha256: mapDigest, width, height },
        area: { x: 0, y: 0, width, height, modelWidth: width, modelHeight: height },
        method: { name: 'differential', futureHinting: true },
        negativePrompt: '',
        steps: 20,
        guidance: 5,
        guidanceRescale: 0,
        strength: 1,
        seed: 1,
        scheduler: null,
        thresholdCurve: 'linear',
        mapReduction: 'maximum',
        edgeSoftnessPx: 0,
        colourMatch: 0,
        guides: [],
        ...settings,
      };
      const blobs = { [pictureDigest]: { kind: 'rgba', width, height, data: rgba }, [mapDigest]: { kind: 'grey', width, height, data: map } } as const;
      return runEdit(recipe, blobs, model, memory, { onEvent: () => undefined, isCancelled: () => false });
    },
  };
}
