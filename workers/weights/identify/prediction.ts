import type { ByteFile } from '../../protocol/byteFile';
import type { TensorView, WeightTable } from '../../protocol/tensorView';
import { decodeFloats } from '../widen/decodeFloats';
import type { FamilyFacts } from './families';
import { guessFewStep, guessPrediction } from './guesses';
import type { FewStep, Guess, Labels } from './guesses';

/** What a network's output is: noise, v, clean latents, or Playground's preconditioned ones; `unknown`: names speak against the habit. */
export type Prediction = 'epsilon' | 'v' | 'sample' | 'edm' | 'unknown';

/** How a model is to be sampled, as far as files tell. */
export interface Sampling {
  readonly prediction: Prediction;
  readonly guess: Guess | null;
  /** Told by keys or by the scheduler's configuration. */
  readonly fewStep: FewStep | null;
  readonly zeroTerminalSnr: boolean;
}

export interface SamplingEvidence {
  readonly family: FamilyFacts;
  readonly inChannels: number;
  readonly guidanceDim: number | null;
  readonly weights: WeightTable;
  /** Names of tensors that stand beside the networks. */
  readonly marks: ReadonlySet<string>;
  /** What a configuration beside the file says. */
  readonly configured: 'v' | 'epsilon' | null;
  readonly labels: Labels;
  /** Reads a range of one of the opened files. */
  readonly open: (path: string) => ByteFile;
}

/** SD 2's v-models have this vector wider than its noise models. */
const tellingVector = 'up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias';
const tellingDeviation = 0.09;

/** Tells prediction, few-step kind and zero terminal SNR of a file without a scheduler's configuration. */
export async function samplingOf(evidence: SamplingEvidence): Promise<Sampling> {
  const { marks, labels, guidanceDim } = evidence;
  const fewStep = guidanceDim === null ? null : 'lcm';
  const zeroTerminalSnr = marks.has('ztsnr');
  const steps = fewStep === null ? guessFewStep(labels) : null;
  const known = { fewStep, zeroTerminalSnr, guess: steps } as const;
  const marked = evidence.configured ?? markedPrediction(marks);
  if (marked) return { ...known, prediction: marked };
  if (evidence.family.name === 'sd2' && evidence.inChannels === 4) {
    const deviation = await vectorDeviation(evidence);
    if (deviation !== null) return { ...known, prediction: deviation > tellingDeviation ? 'v' : 'epsilon' };
  }
  const suggested = guessPrediction(labels);
  if (suggested?.prediction !== 'v') return { ...known, prediction: 'epsilon' };
  return { ...known, prediction: 'unknown', guess: { ...(steps && { fewStep: steps.fewStep }), ...suggested } };
}

function markedPrediction(marks: ReadonlySet<string>): Prediction | null {
  if (marks.has('edm_mean') && marks.has('edm_std')) return 'edm';
  return marks.has('v_pred') || marks.has('edm_vpred.sigma_max') ? 'v' : null;
}

async function vectorDeviation({ weights, open }: SamplingEvidence): Promise<number | null> {
  const view = weights.get(tellingVector);
  if (!view) return null;
  const values = await readVector(view, open(view.file));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

async function readVector(view: TensorView, file: ByteFile): Promise<Float32Array> {
  return decodeFloats(await file.read(view.offset, view.offset + view.sizeBytes), view.dtype);
}
