import { unsupportedFile } from '../checkpointFaults';
import type { ConfigFile } from './configFiles';
import { takeKnown } from './refusals';
import { tr } from '../../texts/texts';

/** What remains of an accepted pipeline's name when its last words are taken away. */
const acceptedBases = /^(?:StableDiffusion(?:XL)?|LatentConsistencyModel)(?:ControlNet|PAG|Adapter)*$/;
const lastWords = /(?:Img2Img|Inpaint|InstructPix2Pix|Legacy)*Pipeline$/;
const refused: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/Upscale/, tr`an upscaler, which enlarges pictures and does not edit them`],
  [/Depth2Img/, tr`Stable Diffusion 2 led by depth, which the studio does not run`],
  [/UnCLIP/i, tr`Stable unCLIP, which varies pictures and takes no map`],
  [/^StableDiffusion3/, tr`Stable Diffusion 3 (SD3), which is of another architecture`],
  [/^StableVideo|^AnimateDiff|^TextToVideo/, tr`a model for videos`],
  [/GLIGEN/, tr`GLIGEN, which is led by boxes`],
  [/^StableCascade|^Wuerstchen/, tr`Stable Cascade (Würstchen), which is of another architecture`],
];

const acceptedClasses: ReadonlyMap<string, readonly string[]> = new Map([
  ['unet', ['UNet2DConditionModel']],
  ['vae', ['AutoencoderKL', 'AutoencoderTiny']],
  ['text_encoder', ['CLIPTextModel', 'CLIPTextModelWithProjection']],
  ['text_encoder_2', ['CLIPTextModelWithProjection', 'CLIPTextModel']],
]);

/** Throws a Fault `checkpoint-unsupported` for an index of a pipeline, or with a component, that the studio does not run. */
export function requirePipeline(index: ConfigFile): void {
  const name = index.text('_class_name') ?? '';
  const told = refused.find(([pattern]) => pattern.test(name));
  if (told) throw unsupportedFile(index.path, tr`names ${name}: this is ${told[1]}`, takeKnown);
  const brand = name.replace(/(?:Img2Img|Inpaint|ControlNet|Control|Fill|Kontext)?Pipeline$/, '');
  if (name !== '' && !acceptedBases.test(name.replace(lastWords, '')))
    throw unsupportedFile(index.path, tr`names ${name}: ${brand} is of another architecture`, takeKnown);
  for (const [component, classes] of acceptedClasses) {
    const entry = index.value(component);
    const held = Array.isArray(entry) ? entry[1] : undefined;
    if (typeof held !== 'string' || classes.includes(held)) continue;
    throw unsupportedFile(index.path, tr`names ${held.slice(0, 80)} as its ${component}, which the studio does not run`, takeKnown);
  }
}
