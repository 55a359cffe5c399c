import type { Conditioning, MethodRun, StepReport } from '../../workers/diffusion/contracts';
import { layOut } from '../../workers/diffusion/denoisingRun';
import { blendedInpaint } from '../../workers/diffusion/methods/blendedInpaint';
import { ddimInversion } from '../../workers/diffusion/methods/ddimInversion';
import { decodeAlong, diffEditMask } from '../../workers/diffusion/methods/diffEdit';
import { differential } from '../../workers/diffusion/methods/differential';
import { exemplarBlend } from '../../workers/diffusion/methods/exemplarBlend';
import { imageToImage } from '../../workers/diffusion/methods/imageToImage';
import { optimise } from '../../workers/diffusion/methods/optimisation';
import { TorchGenerator } from '../../workers/diffusion/random/torchGenerator';
import { createInvertibleScheduler, createScheduler } from '../../workers/diffusion/schedulers/createScheduler';
import { Fault } from '../../workers/protocol/faults';
import { readCurve } from '../../workers/maps/thresholds';
import type { Tensor } from '../../workers/protocol/tensor';
import type { Case } from './caseFile';
import type { Computed } from './compare';
import { decodeTensor, need, needTensor } from './readCase';
import { Stencil } from './stencil';
import type { StencilCondition } from './stencil';

const nothing = () => Promise.resolve();

/** `img2img`. */
export function img2img(given: Case): Promise<Computed> {
  return traced(given, need(given, 'strength'), (run) => imageToImage(run));
}

/** `differential`; every step is run, since the reference skips none. */
export function differentialCase(given: Case): Promise<Computed> {
  const preserve = needTensor(given, 'preserve').data;
  return traced(given, need(given, 'strength'), (run) =>
    differential(run, { preserve, curve: curveOf(given), futureHinting: true, previous: null, everyStep: true }),
  );
}

/** `exemplar`. */
export function exemplar(given: Case): Promise<Computed> {
  const exemplars = need(given, 'exemplars').map(({ latents, preserve }) => ({
    latents: decodeTensor(latents),
    preserve: decodeTensor(preserve).data,
    hold: null,
  }));
  return traced(given, need(given, 'strength'), (run) =>
    exemplarBlend(run, { exemplars, curve: curveOf(given), previous: null, everyStep: true }),
  );
}

/** `blended`. */
export function blended(given: Case): Promise<Computed> {
  return traced(given, need(given, 'strength'), (run) => blendedInpaint(run, needTensor(given, 'edit').data));
}

/** `ddim-inversion`. */
export async function inversion(given: Case): Promise<Computed> {
  const { trajectory, timesteps } = await invert(given, needTensor(given, 'source'), need(given, 'encodingRatio'));
  return { timesteps, trajectory: stack(trajectory) };
}

/** `diffedit`: inversion, then decoding. */
export async function diffEditCase(given: Case): Promise<Computed> {
  const ratio = need(given, 'encodingRatio');
  const { trajectory } = await invert(given, needTensor(given, 'source'), ratio);
  return traced(given, ratio, (run) => decodeAlong(run, trajectory, needTensor(given, 'edit').data));
}

/** `diffedit-mask`: the reference prediction has no offset, the query one adds the pattern. */
export async function diffEditMaskCase(given: Case): Promise<Computed> {
  const plain: Conditioning<StencilCondition> = {
    conditional: { offset: 0, query: null },
    unconditional: null,
    guidanceScale: 1,
    guidanceRescale: 0,
  };
  const { timestep, contrast, mask } = await diffEditMask({
    denoiser: new Stencil(need(given, 'denoiser')),
    scheduler: createScheduler(need(given, 'scheduler')),
    steps: need(given, 'steps'),
    noiseStrength: need(given, 'noiseStrength'),
    query: { ...plain, conditional: { offset: 0, query: needTensor(given, 'query').data } },
    reference: plain,
    source: needTensor(given, 'source'),
    noises: unstack(needTensor(given, 'noises'), needTensor(given, 'source').shape),
    clampRatio: need(given, 'clampRatio'),
    threshold: Number(need(given, 'threshold')),
    onEvaluation: nothing,
  });
  const shape = needTensor(given, 'query').shape;
  return { timestep, contrast: { data: contrast, shape }, mask: { data: mask, shape } };
}

/** `optimised`: both inversions over the whole schedule, then the led decoding. */
export async function optimised(given: Case): Promise<Computed> {
  const source = await invert(given, needTensor(given, 'source'), 1);
  const guidance = await invert(given, needTensor(given, 'guidance'), 1);
  const knobs = {
    balance: need(given, 'balance'),
    gradientSteps: need(given, 'gradientSteps'),
    updateSteps: need(given, 'updateSteps'),
    learningRate: need(given, 'learningRate'),
  };
  return traced(given, 1, (run) => optimise(run, source.trajectory, guidance.trajectory, needTensor(given, 'edit').data, knobs));
}

/** Runs a method and gathers what the cases expect of it: timesteps, final latents, and a trace of each step's latents. */
async function traced(
  given: Case,
  strength: number,
  method: (run: MethodRun<StencilCondition>) => Promise<{ readonly latents: Tensor }>,
): Promise<Computed> {
  const scheduler = createScheduler(need(given, 'scheduler'));
  const source = needTensor(given, 'source');
  const reports: StepReport[] = [];
  const run: MethodRun<StencilCondition> = {
    denoiser: new Stencil(need(given, 'denoiser')),
    scheduler,
    steps: need(given, 'steps'),
    strength,
    conditioning: conditioningOf(given),
    source,
    // Methods that start from an inversion draw none.
    noise: given.tensors?.['noise'] ? needTensor(given, 'noise') : { data: new Float32Array(source.data.length), shape: source.shape },
    draw: new TorchGenerator(given.stepSeed ?? 0),
    onStep: (report) => {
      reports.push(report);
      return Promise.resolve();
    },
  };
  const { latents } = await method(run);
  const { list, first } = layOut(run);
  return { timesteps: list.slice(first), latents, trace: reports.map((report) => moments(report.latents)) };
}

function conditioningOf(given: Case): Conditioning<StencilCondition> {
  const { conditional, unconditional } = need(given, 'denoiser');
  return {
    conditional: { offset: conditional, query: null },
    unconditional: { offset: unconditional, query: null },
    guidanceScale: given.guidanceScale ?? 1,
    guidanceRescale: given.guidanceRescale ?? 0,
  };
}

function invert(given: Case, source: Tensor, encodingRatio: number): ReturnType<typeof ddimInversion> {
  return ddimInversion({
    denoiser: new Stencil(need(given, 'denoiser')),
    scheduler: createInvertibleScheduler(need(given, 'scheduler')),
    steps: need(given, 'steps'),
    encodingRatio,
    unconditional: { offset: need(given, 'denoiser').unconditional, query: null },
    source,
    onStep: nothing,
  });
}

function curveOf(given: Case): ReturnType<typeof readCurve> {
  const threshold = need(given, 'threshold');
  if (typeof threshold !== 'string') throw new Fault('bad-recipe', 'The case’s “threshold” is no curve.');
  return readCurve(threshold);
}

/** [mean, root mean square]. */
function moments({ data }: Tensor): [number, number] {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  return [sum / data.length, Math.sqrt(squares / data.length)];
}

/** Tensors of one shape with a batch of one, joined along the batch. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  const size = first?.data.length ?? 0;
  const data = new Float32Array(size * tensors.length);
  tensors.forEach((tensor, i) => data.set(tensor.data, i * size));
  const shape = first?.shape ?? [];
  return { data, shape: shape[0] === 1 ? [tensors.length, ...shape.slice(1)] : [tensors.length, ...shape] };
}

function unstack({ data }: Tensor, shape: readonly number[]): Tensor[] {
  const size = shape.reduce((product, side) => product * side, 1);
  return Array.from({ length: data.length / size }, (_, i) => ({ data: data.subarray(i * size, (i + 1) * size), shape }));
}
