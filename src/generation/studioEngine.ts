import { createEngine } from '../engine/client';
import type { Engine } from '../engine/engine';
import { packageStore } from '../models/packageStore';
import type { EngineEvent, PackageSummary, ProviderPreference } from '../../workers/protocol/engine';
import { reportFault } from '../../workers/protocol/faults';

let engine: Engine | null = null;
let loading: Promise<PackageSummary> | null = null;

/** `?provider=wasm` or `?provider=webgpu` asks for one; otherwise the worker chooses. */
function wantedProvider(): ProviderPreference {
  const wanted = new URL(document.baseURI).searchParams.get('provider');
  return wanted === 'wasm' || wanted === 'webgpu' ? wanted : 'automatic';
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
  loading ??= loadPackage(source).finally(() => {
    loading = null;
  });
  if (onEvent) listeners.add(onEvent);
  return loading.finally(() => {
    if (onEvent) listeners.delete(onEvent);
  });
}

const listeners = new Set<(event: EngineEvent) => void>();

async function loadPackage(source: Parameters<Engine['load']>[0]): Promise<PackageSummary> {
  packageStore.setState({ fault: null, loading: { loadedBytes: 0, totalBytes: null } });
  try {
    const capabilities = await studioEngine().capabilities();
    packageStore.setState({ capabilities });
    const summary = await studioEngine().load(source, {
      onEvent: (event) => {
        // Events travel beside the answer and may arrive after it.
        const { loading: unfinished } = packageStore.getState();
        if (unfinished && event.type === 'phase') packageStore.setState({ loading: { loadedBytes: event.loadedBytes, totalBytes: event.totalBytes } });
        listeners.forEach((listener) => listener(event));
      },
    });
    packageStore.setState({ summary });
    return summary;
  } catch (thrown) {
    packageStore.setState({ fault: reportFault(thrown) });
    throw thrown;
  } finally {
    packageStore.setState({ loading: null });
  }
}
