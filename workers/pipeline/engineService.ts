import { openPackage } from '../packages/openPackage';
import type { FileSource } from '../packages/fileSource';
import type { Blobs, CapabilityReport, EditResult, EngineApi, EngineEvent, Outcome, PackageSource, PackageSummary, ProviderPreference } from '../protocol/engine';
import { Fault, reportFault } from '../protocol/faults';
import type { Recipe } from '../protocol/recipe';
import { loadModel } from '../runtime/loadModel';
import type { LoadedModel } from '../runtime/loadedModel';
import type { Runtime } from '../runtime/runtime';
import { RunMemory } from './runMemory';
import { runEdit } from './runEdit';

/** What the service is given: the browser's runtime and network, or a test's. */
export interface Surroundings {
  createRuntime(preference: ProviderPreference): Promise<{ readonly runtime: Runtime; readonly capabilities: CapabilityReport }>;
  openSource(source: PackageSource): FileSource;
  /** Takes a lock and keeps it for good; false where that cannot be. */
  holdLock(name: string): Promise<boolean>;
}

/** The engine's face in the worker: keeps the runtime, the loaded package and the memory of runs; never throws. */
export class EngineService implements EngineApi {
  private started: ReturnType<Surroundings['createRuntime']> | null = null;
  private model: { readonly source: PackageSource; readonly loaded: LoadedModel } | null = null;
  private readonly memory = new RunMemory();
  private current: { readonly runId: string; cancelled: boolean } | null = null;

  constructor(private readonly surroundings: Surroundings) {}

  capabilities(preference?: ProviderPreference): Promise<Outcome<CapabilityReport>> {
    return outcome(async () => (await this.start(preference)).capabilities);
  }

  hold(lockName: string): Promise<boolean> {
    return this.surroundings.holdLock(lockName);
  }

  load(source: PackageSource, onEvent: (event: EngineEvent) => void): Promise<Outcome<PackageSummary>> {
    return outcome(async () => {
      if (this.model && this.model.source.baseUrl === source.baseUrl) return this.model.loaded.summary;
      const { runtime } = await this.start();
      await this.unload();
      const files = await openPackage(this.surroundings.openSource(source), source.id);
      const loaded = await loadModel(runtime, files, safely(onEvent));
      this.model = { source, loaded };
      return loaded.summary;
    });
  }

  run(runId: string, recipe: Recipe, blobs: Blobs, onEvent: (event: EngineEvent) => void): Promise<Outcome<EditResult>> {
    return outcome(async () => {
      if (!this.model) throw new Fault('package-invalid', 'No model package is loaded.', 'Choose a package first.');
      const current = { runId, cancelled: false };
      this.current = current;
      const { result } = await runEdit(recipe, blobs, this.model.loaded, this.memory, { onEvent: safely(onEvent), isCancelled: () => current.cancelled });
      return result;
    });
  }

  cancel(runId: string): Promise<void> {
    if (this.current?.runId === runId) this.current.cancelled = true;
    return Promise.resolve();
  }

  private start(preference: ProviderPreference = 'automatic'): ReturnType<Surroundings['createRuntime']> {
    this.started ??= this.surroundings.createRuntime(preference).catch((thrown: unknown) => {
      this.started = null;
      throw thrown;
    });
    return this.started;
  }

  private async unload(): Promise<void> {
    const { model } = this;
    this.model = null;
    this.memory.forgetModel();
    await model?.loaded.release();
  }
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: reportFault(thrown) };
  }
}

/** Events cross to the window by promises; one that the window cannot take must not end the run. */
function safely(onEvent: (event: EngineEvent) => unknown): (event: EngineEvent) => void {
  return (event) => {
    void Promise.resolve(onEvent(event)).catch(() => undefined);
  };
}
