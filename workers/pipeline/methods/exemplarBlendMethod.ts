import { cutAndPaste } from '../../diffusion/methods/cutAndPaste';
import { exemplarBlend, type Exemplar } from '../../diffusion/methods/exemplarBlend';
import { exemplarPasses } from '../../diffusion/methods/exemplarPasses';
import { TorchGenerator } from '../../diffusion/random/torchGenerator';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings, PixelsRef, Recipe } from '../../protocol/recipe';
import { cropMap, requireSameSize } from '../areaFrame';
import { composeOver } from '../composeOver';
import { cropPicture } from '../cropPicture';
import { latentsName, maskName } from '../runNames';
import type { MethodGround, PreparedMethod } from './preparedMethod';
import { tr } from '../../texts/texts';

type Settings = Extract<MethodSettings, { name: 'exemplar-blend' }>;

/**
 * PIXELS: the scene's change map is the lowest layer, with the source as its own exemplar; above it lie the exemplars from
 * bottom to top, each composed over the source and with its own maps.
 */
export function exemplarBlendMethod({ recipe, settings, frame, find }: MethodGround<Settings>): PreparedMethod {
  const { area, latentSize } = frame;
  const preserveOf = (map: Uint8Array): Float32Array => toLatents(map, area, latentSize, recipe.mapReduction);
  const mapOf = (ref: PixelsRef, what: string): Uint8Array => {
    const map = find(ref, 'grey', what);
    requireSameSize(map, recipe.source, tr`The ${what.replace(/^the /, '')}`);
    return cropMap(map, area);
  };
  const layers = settings.exemplars.map((exemplar, i) => {
    const name = tr`exemplar ${i + 1}`;
    const picture = find(exemplar.picture, 'rgba', tr`the picture of ${name}`);
    requireSameSize(picture, recipe.source, tr`The picture of ${name}`);
    return {
      rgba: composeOver(frame.source, cropPicture(picture.data, picture, 4, area)),
      digests: [recipe.source.sha256, exemplar.picture.sha256],
      changeMap: mapOf(exemplar.changeMap, tr`the change map of ${name}`),
      hold: exemplar.hold && mapOf(exemplar.hold, tr`the hold map of ${name}`),
    };
  });
  return {
    changeMap: maximum([frame.changeMap, ...layers.map((layer) => layer.changeMap)]),
    async run(run, tools) {
      const exemplars: Exemplar[] = [{ latents: run.source, preserve: preserveOf(frame.changeMap), hold: null }];
      for (const { rgba, digests, changeMap, hold } of layers) {
        exemplars.push({ latents: await tools.encode(rgba, digests), preserve: preserveOf(changeMap), hold: hold && preserveOf(hold) });
      }
      const shared = { exemplars, curve: recipe.thresholdCurve, everyStep: false };
      if (settings.passes === 'cut-and-paste') return tools.finished(pastedName(recipe, exemplars), () => cutAndPaste(run, exemplars));
      if (settings.passes === 'iterative')
        return exemplarPasses(run, shared, (pass) => passNoise(recipe.seed, pass, run.source.shape), tools);
      const result = await exemplarBlend(run, { ...shared, previous: tools.previous(0) });
      tools.keep(0, result.trajectory);
      return result;
    },
  };
}

/** What the naive baseline's latents depend on: of the maps, only where they cross one half. */
function pastedName(recipe: Recipe, exemplars: readonly Exemplar[]): string {
  return [latentsName(recipe), ...exemplars.map(({ preserve }) => maskName(preserve.map((value) => (value > 0.5 ? 1 : 0))))].join(' ');
}

/** Each pass is a run of its own, with the seeds that follow the recipe's. */
function passNoise(seed: number, pass: number, shape: readonly number[]): ReturnType<Parameters<typeof exemplarPasses>[2]> {
  const draw = new TorchGenerator((seed + pass) >>> 0);
  return { noise: draw.next(shape), draw };
}

function maximum(maps: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(maps[0]?.length ?? 0);
  for (const map of maps) map.forEach((value, i) => (out[i] = Math.max(out[i] as number, value)));
  return out;
}
