/** Kinds of models that take few steps. */
export type FewStep = 'turbo' | 'lightning' | 'hyper' | 'lcm';

/** What a name or metadata suggest and no key tells; to be offered, never to be taken silently. */
export interface Guess {
  readonly prediction?: 'epsilon' | 'v';
  readonly fewStep?: FewStep;
  readonly from: 'name' | 'metadata';
}

/** What somebody called a model: its file or repository, and what its metadata say. */
export interface Labels {
  /** File name without folders and ending, or a repository; null where only a nameless folder was opened. */
  readonly name: string | null;
  readonly metadata: ReadonlyMap<string, string>;
}

const fewSteps: readonly (readonly [FewStep, RegExp])[] = [
  ['lightning', /lightning/i],
  ['turbo', /turbo/i],
  // “hyper” is also the beginning of words such as hyperrealistic.
  ['hyper', /(?:hyper|Hyper|HYPER)(?:sd|SD)?(?![a-z])/],
  ['lcm', /lcm/i],
];

/** Metadata that tell of the model itself; what it was trained on is another matter. */
const tellingKeys = /^(?:modelspec\.(?:title|description|usage_hint|tags)|ss_output_name|title|name|description)$/;

/** Which kind of few-step model names or metadata suggest. */
export function guessFewStep(labels: Labels): { readonly fewStep: FewStep; readonly from: Guess['from'] } | null {
  const fromName = labels.name === null ? null : fewStepIn(labels.name);
  if (fromName) return { fewStep: fromName, from: 'name' };
  for (const [key, value] of labels.metadata) {
    const told = tellingKeys.test(key) ? fewStepIn(value) : null;
    if (told) return { fewStep: told, from: 'metadata' };
  }
  return null;
}

/** What metadata, else the name, say the network predicts. */
export function guessPrediction(labels: Labels): { readonly prediction: 'epsilon' | 'v'; readonly from: Guess['from'] } | null {
  const told = predictionInMetadata(labels.metadata);
  if (told) return { prediction: told, from: 'metadata' };
  return labels.name !== null && /v[-_. ]?pred/i.test(labels.name) ? { prediction: 'v', from: 'name' } : null;
}

function fewStepIn(text: string): FewStep | null {
  return fewSteps.find(([, pattern]) => pattern.test(text.slice(0, 400)))?.[0] ?? null;
}

function predictionInMetadata(metadata: ReadonlyMap<string, string>): 'epsilon' | 'v' | null {
  const told = metadata.get('modelspec.prediction_type')?.toLowerCase();
  if (told === 'v' || told === 'v_prediction' || told === 'v-prediction') return 'v';
  if (told === 'epsilon' || told === 'eps') return 'epsilon';
  if (metadata.get('ss_v_parameterization')?.toLowerCase() === 'true') return 'v';
  return metadata.get('modelspec.architecture')?.includes('768-v') ? 'v' : null;
}
