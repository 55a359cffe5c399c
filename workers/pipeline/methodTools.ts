import { requireFinite } from '../diffusion/checks';
import { ddimInversion } from '../diffusion/methods/ddimInversion';
import { createInvertibleScheduler } from '../diffusion/schedulers/createScheduler';
import { trajectorySizeBytes } from '../diffusion/trajectory';
import type { EngineEvent } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { AreaFrame } from './areaFrame';
import type { EditModel } from './editModel';
import { guidePictures } from './guidePictures';
import type { MethodTools } from './methods/preparedMethod';
import { toModelPicture } from './modelPicture';
import type { FindPixels } from './pixelStore';
import type { RunMemory } from './runMemory';
import { encodingName, inversionName, latentsName } from './runNames';
import type { ShownBeside } from './shownBeside';
import { tr } from '../texts/texts';

interface EncoderGround {
  readonly recipe: Recipe;
  readonly frame: AreaFrame;
  readonly model: Pick<EditModel, 'encodePicture'>;
  readonly memory: RunMemory;
}

interface ToolGround extends EncoderGround {
  readonly model: EditModel;
  readonly find: FindPixels;
  readonly encode: MethodTools['encode'];
  /** What a special UNet is shown: predictions under something else are never taken up. */
  readonly beside: ShownBeside | null;
  /** The timesteps that run. */
  readonly timesteps: readonly number[];
  readonly onEvent: (event: EngineEvent) => void;
}

const bytesOf = (tensors: readonly Tensor[]): number => tensors.reduce((bytes, { data }) => bytes + data.byteLength, 0);

/** Pictures of the area to clean latents, each composition once. */
export function pictureEncoder({ recipe, frame, model, memory }: EncoderGround): MethodTools['encode'] {
  return (rgba, digests) =>
    memory.encodings.getOrMake(
      encodingName(recipe, digests),
      async () => {
        const latents = await model.encodePicture(toModelPicture(rgba, frame.area, frame.modelSize));
        requireFinite(latents, tr`The latents of the picture`);
        return latents;
      },
      (latents) => latents.data.byteLength,
    );
}

/** What a run's method is given: networks, and the memory of the runs before. */
export function methodTools({ recipe, frame, find, model, memory, timesteps, encode, beside, onEvent }: ToolGround): MethodTools {
  const named = (name: string): string => (beside ? `${name} ${beside.name}` : name);
  const passName = (pass: number): string => named(`${latentsName(recipe)} ${pass}`);
  const encodeText: MethodTools['encodeText'] = async (text) => {
    // The empty text beside the prompts is what nothing was asked for: the unconditional one.
    const [prompt] = await model.encodeTexts([{ text, negative: text === '' }], frame.modelSize);
    if (!prompt) throw new Error('The text encoder gave nothing.');
    return prompt;
  };
  const invertible = (): ReturnType<typeof createInvertibleScheduler> => createInvertibleScheduler(model.modelPackage.scheduler);
  return {
    encode,
    encodeText,
    invertible,
    async invert({ denoiser, source, picture, encodingRatio, onStep }) {
      const name = named(inversionName(recipe, picture));
      const known = memory.inversions.get(name) ?? [];
      const inversion = await ddimInversion({
        denoiser,
        scheduler: invertible(),
        steps: recipe.steps,
        encodingRatio,
        unconditional: await encodeText(''),
        source,
        onStep,
        known,
      });
      const { trajectory } = inversion;
      if (trajectory.length > known.length) memory.inversions.set(name, trajectory, bytesOf(trajectory));
      return inversion;
    },
    async contrast(plainName, make) {
      const name = named(plainName);
      const kept = memory.contrasts.get(name);
      if (kept) return { differences: kept, reused: true };
      const differences = await make();
      memory.contrasts.set(name, differences, differences.byteLength);
      return { differences, reused: false };
    },
    references(plainName) {
      const name = named(plainName);
      const known = memory.references.get(name) ?? [];
      return {
        known,
        keep: (references) => {
          if (references.length > known.length) memory.references.set(name, references, bytesOf(references));
        },
      };
    },
    async finished(plainName, make) {
      const name = named(plainName);
      const kept = memory.finished.get(name);
      if (kept) return { ...kept, evaluations: { done: 0, skipped: 0, reused: kept.evaluations } };
      const run = await make();
      const { latents, guided } = run;
      const { done, skipped, reused } = run.evaluations;
      const bytes = latents.data.byteLength + (guided?.guidanceImage?.data.byteLength ?? 0);
      memory.finished.set(name, { latents, evaluations: done + skipped + reused, ...(guided && { guided }) }, bytes);
      return run;
    },
    async withGuides(guides, name, work) {
      const run = await model.startRun(
        guidePictures(recipe, frame, find, guides, name),
        timesteps,
        onEvent,
        recipe.guides.map((guide) => guide.controlNet),
        beside?.concatenated ?? null,
      );
      return work(run.denoiser).finally(() => run.end());
    },
    previous: (pass) => memory.trajectories.get(passName(pass)) ?? null,
    keep: (pass, trajectory) => memory.trajectories.set(passName(pass), trajectory, trajectorySizeBytes(trajectory)),
  };
}
