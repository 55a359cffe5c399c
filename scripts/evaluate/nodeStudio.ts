import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { openPackage } from '../../workers/packages/openPackage';
import { runEdit, type EditRun } from '../../workers/pipeline/runEdit';
import { RunMemory } from '../../workers/pipeline/runMemory';
import type { Blobs } from '../../workers/protocol/engine';
import type { Size } from '../../workers/protocol/geometry';
import type { MethodSettings, Recipe } from '../../workers/protocol/recipe';
import { loadModel } from '../../workers/runtime/loadModel';
import type { LoadedModel } from '../../workers/runtime/loadedModel';
import type { Runtime } from '../../workers/runtime/runtime';
import { namedPixels } from '../edit/namedPixels';
import type { Scene } from './scenes';

/** What an edit of a scene may be told; everything else is a plain Differential Diffusion run. */
export interface SceneEdit extends Partial<
  Pick<
    Recipe,
    | 'method'
    | 'steps'
    | 'guidance'
    | 'seed'
    | 'strength'
    | 'thresholdCurve'
    | 'mapReduction'
    | 'negativePrompt'
    | 'scheduler'
    | 'sourceDetail'
  >
> {
  readonly prompt: string;
  /** One byte a pixel; null: everything may change. */
  readonly changeMap: Uint8Array | null;
  /** Exemplars to blend in, from bottom to top: RGBA at the scene's size, and a byte a pixel. Their method takes the place of `method`. */
  /** Conditions for the package's ControlNets: RGBA at the scene's size. */
  readonly guides?: readonly { readonly controlNet: string; readonly picture: Uint8Array }[];
  readonly exemplars?: readonly { readonly picture: Uint8Array; readonly changeMap: Uint8Array }[];
}

/** A recipe with the pixels it names. */
export interface SceneRecipe {
  readonly recipe: Recipe;
  readonly blobs: Blobs;
}

/** The studio without a window: the pipeline on the processor, with one package. */
export interface NodeStudio {
  readonly model: LoadedModel;
  edit(scene: Scene, edit: SceneEdit): Promise<EditRun>;
  /** What `edit` would run, for those who run it themselves. */
  recipeOf(scene: Pick<Scene, 'width' | 'height' | 'rgba'>, edit: SceneEdit): Promise<SceneRecipe>;
}

/** Loads the package in `folder`. */
export async function openNodeStudio(folder: string, id: string, runtime: Runtime = createNodeRuntime()): Promise<NodeStudio> {
  const model = await loadModel(runtime, await openPackage(folderSource(folder), id), () => undefined);
  const memory = new RunMemory();
  const packageRef = { id, sha256: model.modelPackage.sha256 };
  return {
    model,
    recipeOf: (scene, edit) => sceneRecipe(packageRef, scene, edit),
    async edit(scene, edit) {
      const { recipe, blobs } = await sceneRecipe(packageRef, scene, edit);
      return runEdit(recipe, blobs, model, memory, { onEvent: () => undefined, isCancelled: () => false });
    },
  };
}

async function sceneRecipe(
  packageRef: Recipe['package'],
  scene: Pick<Scene, 'width' | 'height' | 'rgba'>,
  { changeMap, exemplars, guides = [], ...settings }: SceneEdit,
): Promise<SceneRecipe> {
  const { width, height, rgba } = scene;
  const picture = await namedPixels({ kind: 'rgba', width, height, data: rgba });
  const map = await namedPixels({ kind: 'grey', width, height, data: changeMap ?? new Uint8Array(width * height).fill(255) });
  const drawn = await Promise.all(guides.map((guide) => namedPixels({ kind: 'rgba', width, height, data: guide.picture })));
  const blended = exemplars && (await blendOf(scene, exemplars));
  const recipe: Recipe = {
    version: 1,
    package: packageRef,
    source: picture.ref,
    changeMap: map.ref,
    area: { x: 0, y: 0, width, height, modelWidth: width, modelHeight: height },
    method: { name: 'differential', futureHinting: true },
    negativePrompt: '',
    steps: 20,
    guidance: 5,
    guidanceRescale: 0,
    imageGuidance: 1.5,
    strength: 1,
    seed: 1,
    scheduler: null,
    thresholdCurve: 'linear',
    mapReduction: 'maximum',
    edgeSoftnessPx: 0,
    colourMatch: 0,
    sourceDetail: 0,
    guides: drawn.map(({ ref }, i) => ({ controlNet: guides[i]?.controlNet ?? '', picture: ref, weight: 1, start: 0, end: 1 })),
    ...{ loras: [], embeddings: [], controlNets: [] },
    ...settings,
    ...(blended && { method: blended.method }),
  };
  return { recipe, blobs: { ...picture.blobs, ...map.blobs, ...Object.assign({}, ...drawn.map(({ blobs }) => blobs)), ...blended?.blobs } };
}

async function blendOf(
  { width, height }: Size,
  exemplars: NonNullable<SceneEdit['exemplars']>,
): Promise<{ method: MethodSettings; blobs: Blobs }> {
  const named = await Promise.all(
    exemplars.map(async ({ picture, changeMap }) => ({
      picture: await namedPixels({ kind: 'rgba', width, height, data: picture }),
      changeMap: await namedPixels({ kind: 'grey', width, height, data: changeMap }),
    })),
  );
  return {
    method: {
      name: 'exemplar-blend',
      passes: 'single',
      exemplars: named.map(({ picture, changeMap }) => ({ picture: picture.ref, changeMap: changeMap.ref, hold: null })),
    },
    blobs: Object.assign({}, ...named.flatMap(({ picture, changeMap }) => [picture.blobs, changeMap.blobs])) as Blobs,
  };
}
