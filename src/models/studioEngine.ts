import { createEngine } from '../engine/client';
import type { Engine } from '../engine/engine';
import { packageStore } from './packageStore';
import type { EngineEvent, PackageSource, PackageSummary, ProviderPreference } from '../../workers/protocol/engine';
import { reportFault } from '../../workers/protocol/faults';

let engine: Engine | null = null;
let loading: { readonly source: PackageSource; readonly done: Promise<PackageSummary>; readonly abort: AbortController } | null = null;

/** `?provider=wasm` or `?provider=webgpu` asks for one; otherwise the worker chooses. */
function wantedProvider(): ProviderPreference {
  const wanted = new URL(document.baseURI).searchParams.get('provider');
  return wanted === 'wasm' || wanted === 'webgpu' ? wanted : 'automatic';
}

/** Takes the place of the studio's engine: tests hand in a scripted one before anything asks for it. */
export function handInEngine(other: Engine | null): void {
  engine?.dispose();
  engine = other;
}

/** The studio's one engine, started when first needed. */
export function studioEngine(): Engine {
  engine ??= createEngine({ provider: wantedProvider() });
  return engine;
}

/** Loads the package in use, once; a failure is remembered for the screen and tried again at the next call. */
export function ensurePackage(onEvent?: (event: EngineEvent) => void): Promise<PackageSummary> {
  const { summary, source } = packageStore.getState();
  if (summary) return Promise.resolve(summary);
  if (loading?.source !== source) {
    // Another package was chosen meanwhile: its predecessor is no longer wanted.
    loading?.abort.abort();
    const abort = new AbortController();
    const done = loadPackage(source, abort.signal).finally(() => {
      if (loading?.source === source) loading = null;
    });
    loading = { source, done, abort };
  }
  if (onEvent) listeners.add(onEvent);
  return loading.done.finally(() => {
    if (onEvent) listeners.delete(onEvent);
  });
}

const listeners = new Set<(event: EngineEvent) => void>();

async function loadPackage(source: PackageSource, signal: AbortSignal): Promise<PackageSummary> {
  /** Of a package that is no longer in use nothing is shown. */
  const show = (state: Partial<ReturnType<typeof packageStore.getState>>): void => {
    if (packageStore.getState().source === source) packageStore.setState(state);
  };
  show({ fault: null, loading: { phase: 'loading', part: null, loadedBytes: 0, totalBytes: null } });
  try {
    const capabilities = await studioEngine().capabilities();
    packageStore.setState({ capabilities });
    const summary = await studioEngine().load(source, {
      signal,
      onEvent: (event) => {
        // Events travel beside the answer and may arrive after it.
        const { loading: unfinished } = packageStore.getState();
        if (unfinished && event.type === 'phase')
          show({ loading: { phase: event.phase, part: event.part, loadedBytes: event.loadedBytes, totalBytes: event.totalBytes } });
        listeners.forEach((listener) => listener(event));
      },
    });
    show({ summary });
    return summary;
  } catch (thrown) {
    show({ fault: reportFault(thrown) });
    throw thrown;
  } finally {
    show({ loading: null });
  }
}
