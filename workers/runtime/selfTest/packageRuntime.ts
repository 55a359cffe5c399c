import type { ModelPackage, PartName } from '../../packages/modelPackage';
import type { EngineEvent, ExecutionProvider, PartReport } from '../../protocol/engine';
import type { Fault } from '../../protocol/faults';
import { memoryPlan, restBefore, type MemoryPlan } from '../memoryPlan';
import { partWords } from '../../packages/partWords';
import type { Runtime } from '../runtime';
import { PartLadder } from './partLadder';
import { retreatSentence } from './retreat';
import { rungsOf } from './rungs';
import type { Verdict } from './verdict';

interface PackageRuntimeOptions {
  /** What an earlier trial of this package on this device has found; null where there was none. */
  readonly verdict: Verdict | null;
  /** What sessions may take together, in bytes. */
  readonly budgetBytes: number;
}

/** What runs the networks of one package: each of them on a ladder of its own, all of them under one memory budget. */
export class PackageRuntime implements Runtime {
  private readonly ladders = new Map<PartName, PartLadder>();
  private readonly plan: MemoryPlan;
  private notes: string[] = [];
  private listener: (event: EngineEvent) => void = () => undefined;

  constructor(
    private readonly base: Runtime,
    modelPackage: ModelPackage,
    private readonly options: PackageRuntimeOptions,
  ) {
    this.plan = memoryPlan(modelPackage, options.budgetBytes);
  }

  /** Where the UNet runs, which is nearly all of the work. */
  get provider(): ExecutionProvider {
    return this.ladders.get('unet')?.rung.runtime.provider ?? this.base.provider;
  }

  /** Where networks must make room for one another there is none for a batch of two either. */
  get pairsApart(): boolean {
    return this.base.pairsApart ?? this.plan !== 'keep-all';
  }

  /** Whether anything here could be computed wrongly and was not tried yet. */
  get untried(): boolean {
    return this.base.processor !== undefined && this.options.verdict === null;
  }

  get reports(): readonly PartReport[] {
    return [...this.ladders.values()].map((ladder) => ladder.report);
  }

  get verdict(): Verdict {
    return Object.fromEntries([...this.ladders].map(([part, ladder]) => [part, ladder.found]));
  }

  /** Whoever watches now is told of retreats and of networks that are opened again. */
  listen(onEvent: (event: EngineEvent) => void): void {
    this.listener = onEvent;
  }

  /** Sentences on what went a step down and was in no result's notes yet. */
  get untoldNotes(): readonly string[] {
    return this.notes;
  }

  /** As `untoldNotes`, which are told herewith. */
  takeNotes(): readonly string[] {
    const { notes } = this;
    this.notes = [];
    return notes;
  }

  createSession(): Promise<never> {
    return Promise.reject(new Error('A package’s networks are opened one by one, by their names.'));
  }

  failure(): Fault | null {
    return this.base.failure();
  }

  forPart(part: PartName, modelPackage: ModelPackage): Runtime {
    const rungs = rungsOf(this.base, modelPackage, part);
    // A network that is opened anew, with other LoRAs, begins where it stood.
    const known = this.verdict[part] ?? this.options.verdict?.[part];
    const at = known ? rungs.findIndex((rung) => rung.name === known.rung) : 0;
    const ladder = new PartLadder(part, rungs, Math.max(0, at), {
      read: (singlePrecision) => modelPackage.readPart(part, undefined, singlePrecision),
      beforeUse: (reopening) => this.makeRoom(part, reopening),
      onRetreat: (retreat) => {
        const sentence = retreatSentence(retreat);
        this.notes.push(sentence);
        this.tell(sentence);
      },
    });
    if (known && at >= 0) ladder.recall(known);
    else if (this.base.halfPrecision === false && modelPackage.needsHalfPrecision?.(part)) {
      ladder.skip({ kind: 'half-precision' });
    }
    const wrong = modelPackage.wrongHere?.(part) ?? null;
    if (wrong !== null && ladder.rung.runtime.provider === 'webgpu') ladder.skip({ kind: 'operators', wrong });
    this.ladders.set(part, ladder);
    return ladder.runtime;
  }

  ladder(part: PartName): PartLadder | null {
    return this.ladders.get(part) ?? null;
  }

  private async makeRoom(part: PartName, reopening: boolean): Promise<void> {
    for (const other of restBefore(this.plan, part, [...this.ladders.keys()])) await this.ladders.get(other)?.rest();
    if (reopening) this.listener({ type: 'phase', phase: 'preparing', part: partWords(part), loadedBytes: 0, totalBytes: null });
  }

  private tell(sentence: string): void {
    this.listener({ type: 'phase', phase: 'checking', part: sentence, loadedBytes: 0, totalBytes: null });
  }
}
