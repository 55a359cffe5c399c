import type { MethodRun } from '../../diffusion/contracts';
import { firstKept } from '../../diffusion/denoisingRun';
import { ddimInversion } from '../../diffusion/methods/ddimInversion';
import { diffEdit } from '../../diffusion/methods/diffEdit';
import { diffEditMask, type DiffEditMask } from '../../diffusion/methods/diffEditMask';
import { toLatents } from '../../maps/toLatents';
import { Fault } from '../../protocol/faults';
import type { Size } from '../../protocol/geometry';
import type { MethodSettings } from '../../protocol/recipe';
import type { Tensor } from '../../protocol/tensor';
import { partialSteps } from './partialSteps';
import type { MethodGround, MethodTools, PreparedMethod } from './preparedMethod';

type Settings = Extract<MethodSettings, { name: 'automatic-map' }>;

/**
 * DiffEdit: finds by itself where prompt and reference text differ, inverts the picture and decodes it under the prompt
 * there. The scene's change map bounds it: nothing is edited where that is 0. How far the picture is encoded is the
 * encoding ratio; the global strength has no part in it.
 */
export function automaticMapMethod({ recipe, settings, frame }: MethodGround<Settings>): PreparedMethod {
  const { steps } = recipe;
  const levels = steps - firstKept(steps, settings.encodingRatio);
  const allowed = toLatents(frame.changeMap, frame.area, frame.latentSize, 'maximum');
  return {
    changeMap: frame.changeMap,
    async run(run, tools) {
      const stage = partialSteps(run.onStep, 2 * settings.noises + 2 * levels);
      const found = await findMap({ ...run, onStep: stage(0) }, tools, settings);
      const edit = found.mask.map((value, cell) => (value > 0 && (allowed[cell] ?? 1) < 1 ? 1 : 0));
      if (!edit.includes(1)) {
        throw new Fault('nothing-to-change', 'Prompt and reference text ask for the same everywhere that may change: the automatic map is empty.', 'Describe the difference more plainly, lower the threshold, or let more of the picture change.');
      }
      const scheduler = tools.invertible();
      const unconditional = await tools.encodeText('');
      const inversion = await ddimInversion({ ...run, scheduler, encodingRatio: settings.encodingRatio, unconditional, onStep: stage(found.evaluations) });
      const decoded = await diffEdit({ ...run, scheduler, strength: settings.encodingRatio, onStep: stage(found.evaluations + levels) }, inversion.trajectory, edit);
      return {
        latents: decoded.latents,
        evaluations: { ...decoded.evaluations, done: found.evaluations + inversion.evaluations + decoded.evaluations.done },
        changeMap: within(frame.changeMap, frame.area, edit, frame.latentSize),
        contrast: found.contrast,
      };
    },
  };
}

async function findMap(run: MethodRun<Tensor>, tools: MethodTools, settings: Settings): Promise<DiffEditMask> {
  const { denoiser, scheduler, steps, source, conditioning, noise, draw, onStep } = run;
  const reference = { ...conditioning, conditional: await tools.encodeText(settings.referencePrompt ?? '') };
  const noises = [noise, ...Array.from({ length: settings.noises - 1 }, () => draw.next(source.shape))];
  const { noiseStrength, clampRatio, threshold } = settings;
  return diffEditMask({
    ...{ denoiser, scheduler, steps, source, query: conditioning, reference, noises, noiseStrength, clampRatio, threshold },
    onEvaluation: (done, count) => onStep({ index: done - 1, count, timestep: 0, latents: source, predictedOriginal: source }),
  });
}

/** The change map where the cell above a pixel is edited, 0 elsewhere. */
function within(changeMap: Uint8Array, size: Size, edit: Float32Array, cells: Size): Uint8Array {
  return changeMap.map((value, i) => {
    const row = Math.floor((Math.floor(i / size.width) * cells.height) / size.height);
    const column = Math.floor(((i % size.width) * cells.width) / size.width);
    return edit[row * cells.width + column] ? value : 0;
  });
}
