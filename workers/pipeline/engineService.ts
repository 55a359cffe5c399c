import type { Kernels } from '../networks/kernels';
import type { SideKeeper } from '../packages/addOns/sideKeeper';
import { openModel } from '../packages/openModel';
import { MapModelService } from '../mapModels/mapModelService';
import type { FileSource } from '../packages/fileSource';
import type { ModelPackage, TokeniserFiles } from '../packages/modelPackage';
import type { AddOnFiles } from '../protocol/addOns';
import type { ContrastFinding } from '../protocol/contrast';
import type {
  Blobs,
  CapabilityReport,
  EditResult,
  EngineApi,
  EngineEvent,
  Outcome,
  PackageSource,
  PackageSummary,
  ProviderPreference,
} from '../protocol/engine';
import { Fault, reportFault, type FaultReport } from '../protocol/faults';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../protocol/mapModels';
import type { Recipe } from '../protocol/recipe';
import { deviceKernels, type TriedDevice } from '../runtime/operatorTrial/deviceKernels';
import { loadModel } from '../runtime/loadModel';
import type { LoadedModel } from '../runtime/loadedModel';
import type { Runtime } from '../runtime/runtime';
import { PackageRuntime } from '../runtime/selfTest/packageRuntime';
import { tryPackage } from '../runtime/selfTest/tryPackage';
import type { VerdictStore } from '../runtime/selfTest/verdict';
import { findContrast } from './findContrast';
import type { RunHooks } from './runHooks';
import { RunMemory } from './runMemory';
import { refiningParts } from './refining';
import { runEdit } from './runEdit';
import { suggestStrength } from './suggestStrength';
import { tr } from '../texts/texts';

/** What models run on. */
export interface StartedRuntime {
  readonly runtime: Runtime;
  readonly capabilities: CapabilityReport;
  /** What sessions may take together, in bytes; as much as they like where it is left out. */
  readonly budgetBytes?: number;
  /** Settles when the graphics device is lost. */
  readonly lost?: Promise<Fault>;
  /** What an operator trial needs, where there is a graphics device. */
  readonly trial?: TriedDevice | null;
}

/** What the service is given: the browser's runtime and network, or a test's. */
export interface Surroundings {
  createRuntime(preference: ProviderPreference): Promise<StartedRuntime>;
  openSource(source: PackageSource): FileSource;
  /** CLIP's vocabulary, for checkpoints, which bring none. */
  readVocabulary(): Promise<TokeniserFiles>;
  /** Takes a lock and keeps it for good; false where that cannot be. */
  holdLock(name: string): Promise<boolean>;
  /** Where trials of packages on this device are kept; without it each load makes its own. */
  readonly verdicts?: VerdictStore;
  /** Where what is made from add-ons' files is kept; without it, it is made at every opening. */
  readonly sides?: SideKeeper;
}

interface Model {
  readonly source: PackageSource;
  readonly loaded: LoadedModel;
  readonly runtime: PackageRuntime;
  /** Under what its verdict is kept; null where nothing says that it is the same package. */
  readonly verdictKey: string | null;
}

/** The engine's face in the worker: keeps the runtime, the loaded package and the memory of runs; never throws. */
export class EngineService implements EngineApi {
  private started: Promise<StartedRuntime> | null = null;
  private model: Model | null = null;
  /** What refines; it stays beside the model until another is asked for, or the model goes. */
  private refiner: Model | null = null;
  /** What the operator trial has found, in sentences; null before there was one. */
  private operators: readonly string[] | null = null;
  private readonly memory = new RunMemory();
  private readonly mapModels = new MapModelService();
  private current: { readonly runId: string; cancelled: boolean } | null = null;

  constructor(private readonly surroundings: Surroundings) {}

  capabilities(preference?: ProviderPreference): Promise<Outcome<CapabilityReport>> {
    return outcome(async () => (await this.start(preference)).capabilities);
  }

  hold(lockName: string): Promise<boolean> {
    return this.surroundings.holdLock(lockName);
  }

  async deviceLost(): Promise<FaultReport> {
    const { lost } = await this.start();
    return lost ? reportFault(await lost) : new Promise(() => undefined);
  }

  load(source: PackageSource, onEvent: (event: EngineEvent) => void): Promise<Outcome<PackageSummary>> {
    return outcome(async () => {
      if (this.model && this.model.source.baseUrl === source.baseUrl) return this.summaryOf(this.model);
      const started = await this.start();
      await this.unload();
      this.model = await this.prepare(source, await this.read(source, started, safely(onEvent)), started, safely(onEvent));
      return this.summaryOf(this.model);
    });
  }

  run(
    runId: string,
    recipe: Recipe,
    blobs: Blobs,
    onEvent: (event: EngineEvent) => void,
    addOns: AddOnFiles = {},
    refiner: PackageSource | null = null,
    alongside: readonly number[] = [],
  ): Promise<Outcome<EditResult>> {
    return this.under(runId, onEvent, addOns, async (model, hooks) => {
      const second = refiner && (await this.readyRefiner(refiner, model, hooks.onEvent));
      const { result } = await runEdit(recipe, blobs, model.loaded, this.memory, { ...hooks, refiner: second?.loaded ?? null, alongside });
      const notes = [...(result.notes ?? []), ...model.runtime.untoldNotes, ...(second?.runtime.takeNotes() ?? [])];
      return { ...result, notes };
    });
  }

  findContrast(
    runId: string,
    recipe: Recipe,
    blobs: Blobs,
    onEvent: (event: EngineEvent) => void,
    addOns: AddOnFiles = {},
  ): Promise<Outcome<ContrastFinding>> {
    return this.under(runId, onEvent, addOns, (model, hooks) => findContrast(recipe, blobs, model.loaded, this.memory, hooks));
  }

  mapModel(source: PackageSource, request: MapModelRequest, picture: MapModelPicture): Promise<Outcome<MapModelAnswer>> {
    return outcome(async () =>
      this.mapModels.answer((await this.start()).runtime, source.baseUrl, () => this.surroundings.openSource(source), request, picture),
    );
  }

  suggestStrength(recipe: Recipe, blobs: Blobs): Promise<Outcome<number>> {
    return outcome(async () => {
      const { model } = this;
      if (!model) throw new Fault('package-invalid', tr`No model package is loaded.`, tr`Choose a package first.`);
      return suggestStrength(recipe, blobs, model.loaded, this.memory);
    });
  }

  cancel(runId: string): Promise<void> {
    if (this.current?.runId === runId) this.current.cancelled = true;
    return Promise.resolve();
  }

  /** The refiner of that source, in what memory the model leaves; the one before goes first. */
  private async readyRefiner(source: PackageSource, { loaded }: Model, tell: (event: EngineEvent) => void): Promise<Model> {
    if (this.refiner?.source.baseUrl === source.baseUrl) {
      this.refiner.runtime.listen(tell);
      return this.refiner;
    }
    await this.releaseRefiner();
    // The same name may stand for other weights now.
    this.memory.forgetModel();
    const started = await this.start();
    const { budgetBytes = Number.POSITIVE_INFINITY } = started;
    const taken = loaded.modelPackage.parts.reduce((sum, part) => sum + (loaded.modelPackage.sizeBytes(part) ?? 0), 0);
    const files = refiningParts(await this.read(source, started, tell));
    this.refiner = await this.prepare(source, files, { ...started, budgetBytes: Math.max(0, budgetBytes - taken) }, tell, true);
    return this.refiner;
  }

  private async releaseRefiner(): Promise<void> {
    const { refiner } = this;
    this.refiner = null;
    await refiner?.loaded.release();
  }

  private read(source: PackageSource, started: StartedRuntime, tell: (event: EngineEvent) => void): Promise<ModelPackage> {
    const { runtime, capabilities } = started;
    return openModel(this.surroundings.openSource(source), source.id, {
      device: { provider: runtime.provider, shaderF16: capabilities.shaderF16 },
      kernels: () => this.kernels(started, tell),
      vocabulary: () => this.surroundings.readVocabulary(),
      sides: this.surroundings.sides,
      lenders: (source.lenders ?? []).map(({ parts, kept, checkpoint = null }) => ({
        ...{ parts, checkpoint },
        source: this.surroundings.openSource({ id: kept.title, baseUrl: '', kept }),
      })),
      ...source.checkpoint,
    });
  }

  /** Work of the loaded model under an id by which it can be cancelled. */
  private under<T>(
    runId: string,
    onEvent: (event: EngineEvent) => void,
    addOns: AddOnFiles,
    work: (model: Model, hooks: RunHooks) => Promise<T>,
  ): Promise<Outcome<T>> {
    return outcome(async () => {
      const { model } = this;
      if (!model) throw new Fault('package-invalid', tr`No model package is loaded.`, tr`Choose a package first.`);
      const current = { runId, cancelled: false };
      this.current = current;
      const tell = safely(onEvent);
      model.runtime.listen(tell);
      try {
        return await work(model, { onEvent: tell, isCancelled: () => current.cancelled, addOns });
      } finally {
        // A network that went a step down stays there, in the next session too.
        if (model.runtime.takeNotes().length > 0) await this.keepVerdict(model);
      }
    });
  }

  private start(preference: ProviderPreference = 'automatic'): Promise<StartedRuntime> {
    this.started ??= this.surroundings.createRuntime(preference).catch((thrown: unknown) => {
      this.started = null;
      throw thrown;
    });
    return this.started;
  }

  /** How graphs are to be written for the graphics device; null where there is none. */
  private async kernels({ runtime, trial, capabilities }: StartedRuntime, tell: (event: EngineEvent) => void): Promise<Kernels | null> {
    if (!trial || !runtime.processor) return null;
    const { adapter, shaderF16, runtimeVersion } = capabilities;
    const checking: EngineEvent = { type: 'phase', phase: 'checking', part: tr`graphics card`, loadedBytes: 0, totalBytes: null };
    const key = [adapter, shaderF16, runtimeVersion].join(' ');
    const { kernels, words } = await deviceKernels(runtime, trial, key, this.surroundings.verdicts, () => tell(checking));
    this.operators = words;
    return kernels;
  }

  /** Opens a package's networks and, where it is new on this device, puts them to the test. */
  private async prepare(
    source: PackageSource,
    files: ModelPackage,
    { runtime: base, capabilities, budgetBytes }: StartedRuntime,
    tell: (event: EngineEvent) => void,
    refines = false,
  ): Promise<Model> {
    const { adapter, runtimeVersion, shaderF16 } = capabilities;
    const verdictKey = files.sha256 === null ? null : [files.sha256, base.provider, adapter, shaderF16, runtimeVersion].join(' ');
    const verdict = verdictKey === null ? null : ((await this.surroundings.verdicts?.read(verdictKey)) ?? null);
    const runtime = new PackageRuntime(base, files, { verdict, budgetBytes: budgetBytes ?? Number.POSITIVE_INFINITY });
    runtime.listen(tell);
    const loaded = await loadModel(runtime, files, tell, refines);
    const model: Model = { source, loaded, runtime, verdictKey };
    if (runtime.untried) {
      try {
        await tryPackage(loaded, runtime, tell);
      } catch (thrown) {
        await loaded.release();
        throw thrown;
      }
      await this.keepVerdict(model);
    }
    return model;
  }

  private async keepVerdict({ verdictKey, runtime }: Model): Promise<void> {
    if (verdictKey !== null) await this.surroundings.verdicts?.write(verdictKey, runtime.verdict);
  }

  private summaryOf({ loaded, runtime }: Model): PackageSummary {
    return { ...loaded.summary, parts: runtime.reports, ...(this.operators && { operators: this.operators }) };
  }

  private async unload(): Promise<void> {
    const { model } = this;
    this.model = null;
    await this.releaseRefiner();
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
