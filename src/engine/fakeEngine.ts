import type { Blobs, CapabilityReport, EditResult, EngineEvent, PackageSource, PackageSummary } from '../../workers/protocol/engine';
import type { ContrastFinding } from '../../workers/protocol/contrast';
import { Fault } from '../../workers/protocol/faults';
import type { Rect } from '../../workers/protocol/geometry';
import type { MethodSettings, Recipe } from '../../workers/protocol/recipe';
import type { CallOptions, Engine } from './engine';

/** One thing a scripted run does, in order. */
export type FakeStep =
  | { readonly event: EngineEvent }
  /** Waits, so that a test can look at the screen or press Cancel meanwhile. */
  | { readonly waitMs: number }
  | { readonly fault: Fault }
  | { readonly result: EditResult };

export interface FakeScript {
  readonly capabilities?: Partial<CapabilityReport>;
  readonly summary?: Partial<PackageSummary>;
  /** What is suggested for every exemplar blend, 0…1. */
  readonly suggestedStrength?: number;
  /** What a load does before it answers with the summary. */
  readonly load?: readonly FakeStep[];
  /** What a run does; without a result or fault at its end, the result is the source with every covered pixel inverted. */
  readonly run?: readonly FakeStep[];
  /** What a comparison of two texts does before it answers; a fault among it ends it. */
  readonly contrast?: readonly FakeStep[];
  /** Where it finds a difference, in shares of the area; everywhere the same where it is left out. */
  readonly differs?: Rect;
}

const capabilities: CapabilityReport = {
  provider: 'wasm',
  webgpuRefusal: 'A scripted engine needs no WebGPU.',
  adapter: null,
  shaderF16: false,
  jspi: false,
  wasmThreads: 1,
  runtimeVersion: 'scripted',
};

function fakeSummary(source: PackageSource): PackageSummary {
  return {
    id: source.id,
    title: 'Scripted',
    sha256: null,
    nativeSize: { width: 128, height: 128 },
    sizeMultiple: 16,
    scaleFactor: 4,
    latentChannels: 4,
    scheduler: 'DDIMScheduler',
    maximumTokens: 77,
    provider: 'wasm',
  };
}

/** An engine without a worker, for tests of the interface: it plays scripted events, faults and results. */
export function createFakeEngine(
  script: FakeScript = {},
): Engine & { readonly runs: readonly Recipe[]; readonly options: readonly CallOptions[]; readonly questions: readonly Recipe[] } {
  const runs: Recipe[] = [];
  const told: CallOptions[] = [];
  const questions: Recipe[] = [];
  return {
    runs,
    options: told,
    questions,
    capabilities: () => Promise.resolve({ ...capabilities, ...script.capabilities }),
    async load(source, options = {}) {
      await play(script.load ?? [], options);
      return { ...fakeSummary(source), ...script.summary };
    },
    async run(recipe, blobs, options = {}) {
      runs.push(recipe);
      told.push(options);
      return (await play(script.run ?? [], options)) ?? invert(recipe, blobs);
    },
    async findContrast(recipe, _blobs, options = {}) {
      questions.push(recipe);
      await play(script.contrast ?? [], options);
      return scriptedContrast(recipe, script.differs ?? null, options);
    },
    mapModel: () => Promise.reject(new Fault('package-unsupported', 'A scripted engine has no map models.', 'Choose another kind of map.')),
    suggestStrength: () => Promise.resolve(script.suggestedStrength ?? 0.5),
    device: { kind: 'well' },
    watchDevice: (listener) => {
      listener({ kind: 'well' });
      return () => undefined;
    },
    trustDevice: () => undefined,
    dispose: () => undefined,
  };
}

async function play(steps: readonly FakeStep[], { onEvent, signal }: CallOptions): Promise<EditResult | null> {
  for (const step of steps) {
    throwIfAborted(signal);
    if ('event' in step) onEvent?.(step.event);
    else if ('waitMs' in step) await pause(step.waitMs, signal);
    else if ('fault' in step) throw step.fault;
    else return step.result;
  }
  throwIfAborted(signal);
  return null;
}

/** Ends early when the call is aborted. */
function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Fault('cancelled', 'The run was cancelled.', 'Nothing was changed.');
}

/** The simplest edit that a test can recognise: inverted colours wherever the map is not 0. */
function invert(recipe: Recipe, blobs: Blobs): EditResult {
  const { x, y } = recipe.area;
  const source = blobs[recipe.source.sha256];
  const map = blobs[recipe.changeMap.sha256];
  if (!source || !map) throw new Fault('missing-blob', 'The picture or the map was not handed over.');
  const width = Math.min(recipe.area.width, source.width - x);
  const height = Math.min(recipe.area.height, source.height - y);
  const rgba = new Uint8Array(width * height * 4);
  const coverage = new Uint8Array(width * height);
  for (let i = 0; i < coverage.length; i++) {
    const at = (y + Math.floor(i / width)) * source.width + x + (i % width);
    coverage[i] = map.data[at] === 0 ? 0 : 255;
    for (let c = 0; c < 4; c++) {
      const value = source.data[at * 4 + c] ?? 0;
      rgba[i * 4 + c] = c < 3 && coverage[i] ? 255 - value : value;
    }
  }
  return {
    rect: { x, y, width, height },
    rgba,
    coverage,
    recipe,
    provider: 'wasm',
    evaluations: { done: 1, skipped: 0, reused: 0 },
    seconds: 0,
    ...(recipe.method.name === 'guided-optimisation' && scriptedStages(rgba, recipe.method)),
  };
}

/** A guidance image with red and blue exchanged, a map of one cell, and distances that fall. */
function scriptedStages(
  rgba: Uint8Array,
  { balance, output }: Extract<MethodSettings, { name: 'guided-optimisation' }>,
): Partial<EditResult> {
  const swapped = rgba.map((value, i) => (i % 4 === 0 ? (rgba[i + 2] ?? 0) : i % 4 === 2 ? (rgba[i - 2] ?? 0) : value));
  const steps = output === 'edit' ? [0.5, 0.3, 0.2] : [];
  return {
    latentMap: { width: 1, height: 1, data: Uint8Array.of(255) },
    guided: {
      guidanceImage: balance < 1 ? swapped : null,
      distances: steps.map((background) => ({ background, guide: balance < 1 ? background / 2 : null })),
    },
  };
}

/** Noise by noise to a contrast that is strong within a rectangle and weak around it; every second cell a little less of both. */
function scriptedContrast(recipe: Recipe, differs: Rect | null, { onEvent }: CallOptions): ContrastFinding {
  const { method, area, prompt } = recipe;
  const most = method.name === 'automatic-map' ? method.noises : 1;
  const same = method.name === 'automatic-map' && prompt === (method.referencePrompt ?? '');
  const [width, height] = [Math.ceil(area.modelWidth / 4), Math.ceil(area.modelHeight / 4)];
  const contrastAt = (i: number): number => {
    const [x, y] = [((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height];
    const within = differs && x >= differs.x && x < differs.x + differs.width && y >= differs.y && y < differs.y + differs.height;
    return same ? 0 : (within ? 1 : 0.05) * (i % 2 === 0 ? 1 : 0.9);
  };
  const differences = Float32Array.from({ length: width * height }, (_, i) => contrastAt(i));
  const contrast = (noises: number) => ({
    ...{ width, height, differences, noises },
    area: { x: area.x, y: area.y, width: area.width, height: area.height },
    movement: noises === 1 ? null : 0.3 / noises,
  });
  const noises = Math.min(6, most);
  for (let i = 1; i <= noises; i += 1) onEvent?.({ type: 'contrast', contrast: contrast(i), most });
  return { ...contrast(noises), steady: noises < most, evaluations: { done: 2 * noises, reused: 0 }, provider: 'wasm', seconds: 0 };
}
