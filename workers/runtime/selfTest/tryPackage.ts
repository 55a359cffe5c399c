import type { EngineEvent } from '../../protocol/engine';
import type { PartName } from '../../packages/modelPackage';
import type { LoadedModel } from '../loadedModel';
import type { Size } from '../../protocol/geometry';
import type { Tensor } from '../../protocol/tensor';
import { partWords } from '../../packages/partWords';
import { previewCard } from '../previewCard';
import type { PackageRuntime } from './packageRuntime';

/** A side that is enough to go through every level of a network, in pixels. */
const sidePx = 64;
/** Above this a second copy on the processor costs more memory and time than a trial is worth. */
const mostReferenceBytes = 1024 ** 3;
/** As above, where the file fixes a full-size picture: the processor would compute for minutes. */
const mostFixedReferenceBytes = 256 * 1024 ** 2;
const timestep = 500;

/**
 * Takes one tiny edit through every network of a package that is new on this device, comparing each with the processor.
 * What is wrong goes down its ladder; throws the Fault of a network that no rung computes.
 * Networks too large for a second copy are looked at for numbers that are none, and one value everywhere.
 */
export async function tryPackage(model: LoadedModel, runtime: PackageRuntime, onEvent: (event: EngineEvent) => void): Promise<void> {
  const { onlyNativeSize, nativeSize, sizeMultiple } = model.summary;
  const side = Math.ceil(sidePx / sizeMultiple) * sizeMultiple;
  const size = onlyNativeSize ? nativeSize : { width: side, height: side };
  const most = onlyNativeSize ? mostFixedReferenceBytes : mostReferenceBytes;
  const trial = async <T>(parts: readonly PartName[], work: () => Promise<T>): Promise<T> => {
    const ladders = parts.flatMap((part) => runtime.ladder(part) ?? []);
    onEvent({ type: 'phase', phase: 'checking', part: parts.map(partWords).join(', '), loadedBytes: 0, totalBytes: null });
    // An encoder that draws noise answers differently each time.
    const comparable = (part: PartName): boolean =>
      (model.modelPackage.sizeBytes(part) ?? 0) <= most && !(part === 'vae_encoder' && model.drawsPosterior);
    for (const ladder of ladders) if (comparable(ladder.part)) ladder.beginTrial();
    try {
      return await work();
    } finally {
      for (const ladder of ladders) await ladder.endTrial();
    }
  };
  const texts = model.modelPackage.texts.map((text) => text.part);
  const [conditional, unconditional] = await trial(texts, () =>
    model.encodeTexts(
      [
        { text: 'a red house at night', negative: false },
        { text: 'blurred', negative: true },
      ],
      size,
    ),
  );
  const refines = !model.modelPackage.parts.includes('vae_encoder');
  const latents = refines ? manyLatents(model, size) : await trial(['vae_encoder'], () => model.encodePicture(previewCard(size)));
  if (!conditional) throw new Error('The text encoder gave nothing.');
  const run = await model.startRun([], [timestep], onEvent, [], model.blankBeside(latents.shape));
  try {
    await trial(['unet'], () =>
      run.denoiser.predict(latents, timestep, { conditional, unconditional: unconditional ?? null, guidanceScale: 2, guidanceRescale: 0 }),
    );
  } finally {
    run.end();
  }
  if (!refines) await trial(['vae_decoder'], () => model.decodeLatents(latents));
}

/** Latents of many values, for what has no autoencoder to make them. */
function manyLatents({ modelPackage: { geometry } }: LoadedModel, { width, height }: Size): Tensor {
  const shape = [1, geometry.latentChannels, height / geometry.scaleFactor, width / geometry.scaleFactor];
  const length = shape.reduce((product, side) => product * side, 1);
  return { data: Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 1.5), shape };
}
