import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-common';
import type { PartName } from '../../packages/modelPackage';
import type { PartReport } from '../../protocol/engine';
import { Fault } from '../../protocol/faults';
import { partWords } from '../../packages/partWords';
import { checkOutput } from '../checkOutput';
import { NetworkFault, type NetworkCause } from '../networkFault';
import type { ModelBytes, Runtime } from '../runtime';
import { sessionFault } from '../sessionFault';
import { fromOrtTensor } from '../tensorTypes';
import { adaptFeeds } from './adaptFeeds';
import { differenceOf } from './difference';
import { retreatSentence, type Retreat } from './retreat';
import { rungWords, type Rung } from './rungs';
import type { PartVerdict } from './verdict';
import { tr } from '../../texts/texts';

/** Answers further apart than this are wrong: half precision and eight bits stay below a tenth, broken drivers do not. */
const mostDifference = 0.1;

/** What a ladder needs of the package around it. */
export interface LadderHost {
  /** Reads the network's files once more. */
  read(singlePrecision: boolean): Promise<ModelBytes>;
  /** Makes room: called before the network is opened or run. @param reopening after it had given its memory back. */
  beforeUse(reopening: boolean): Promise<void>;
  /** Told whenever the network goes a step down. */
  onRetreat(retreat: Retreat): void;
}

/**
 * One network on the ladder of ways to run it. Wrong answers (not numbers, infinite, constant, far from the reference)
 * and refusals lead one rung down, for good and told; at the last rung they are the caller's Fault.
 * It stands where ORT's session would, so that nobody above knows; calls must come one at a time, as sessions want it.
 */
export class PartLadder {
  private session: InferenceSession | null = null;
  private reference: InferenceSession | null = null;
  private comparing = false;
  private furthest: number | null = null;
  private retreat: Retreat | null = null;
  private released = false;

  /** @param at the rung to begin with, as an earlier verdict says. */
  constructor(
    readonly part: PartName,
    private readonly rungs: readonly [Rung, ...Rung[]],
    private at: number,
    private readonly host: LadderHost,
  ) {}

  get rung(): Rung {
    return this.rungs[this.at] ?? this.rungs[0];
  }

  get report(): PartReport {
    const stage = partWords(this.part);
    const where = tr`The ${stage} runs ${rungWords(this.rung.name)}`;
    const agreed =
      this.furthest === null
        ? ''
        : tr`; its answers agree with the processor’s (${(this.furthest * 100).toFixed(this.furthest < 0.01 ? 3 : 1)} % apart)`;
    return {
      part: stage,
      provider: this.rung.runtime.provider,
      verdict: this.retreat ? retreatSentence(this.retreat) : `${where}${agreed}.`,
    };
  }

  /** What is worth keeping of the trial. */
  get found(): PartVerdict {
    return { rung: this.rung.name, retreat: this.retreat, apart: this.furthest };
  }

  /** The runtime as ModelSession knows it. */
  get runtime(): Runtime {
    const current = (): Rung => this.rung;
    return {
      get provider() {
        return current().runtime.provider;
      },
      createSession: (model) => this.open(model),
      failure: () => this.rung.runtime.failure(),
    };
  }

  /** Takes up what an earlier trial found, where it began on this very rung. */
  recall({ retreat, apart }: PartVerdict): void {
    this.retreat = retreat;
    this.furthest = apart;
  }

  /** The network is known not to run here as it is: begins a rung lower, which is told. Does nothing at the last rung. */
  skip(cause: NetworkCause): void {
    const next = this.rungs[this.at + 1];
    if (next) this.stepDown(next, cause);
  }

  /** From now on every answer is compared with the processor's, until `endTrial`. Does nothing where the processor runs it. */
  beginTrial(): void {
    this.comparing = this.rung.runtime.processor !== undefined;
  }

  async endTrial(): Promise<void> {
    this.comparing = false;
    const { reference } = this;
    this.reference = null;
    await reference?.release();
  }

  /** Gives the memory back; the network is opened again when it is next run. */
  async rest(): Promise<void> {
    const { session } = this;
    this.session = null;
    await session?.release();
  }

  private async open(model: ModelBytes): Promise<InferenceSession> {
    await this.host.beforeUse(false);
    const first = await this.openHere(this.rung.singlePrecision ? null : model);
    const { inputNames, outputNames, inputMetadata, outputMetadata } = first;
    return {
      ...{ inputNames, outputNames, inputMetadata, outputMetadata },
      run: (feeds: InferenceSession.FeedsType, fetches: unknown) => this.run(feeds, fetches as readonly string[]),
      release: () => this.release(),
      startProfiling: () => undefined,
      endProfiling: () => undefined,
    };
  }

  /** Opens the session on the present rung or, where that is refused, on the next that takes it. */
  private async openHere(model: ModelBytes | null): Promise<InferenceSession> {
    if (this.session) return this.session;
    const { runtime, singlePrecision } = this.rung;
    try {
      this.session = await runtime.createSession(model ?? (await this.host.read(singlePrecision)));
      return this.session;
    } catch (thrown) {
      this.retreatOrThrow(sessionFault(thrown, partWords(this.part), 'load', runtime));
      // A blob can be read again; bytes that ORT was given may be gone.
      return this.openHere(null);
    }
  }

  private async run(feeds: InferenceSession.FeedsType, fetches: readonly string[]): Promise<InferenceSession.ReturnType> {
    if (this.released) throw new Error(`The ${partWords(this.part)} was released.`);
    await this.host.beforeUse(this.session === null);
    for (;;) {
      const session = await this.openHere(null);
      const { runtime } = this.rung;
      try {
        return await this.evaluate(session, feeds, fetches, runtime);
      } catch (thrown) {
        this.retreatOrThrow(sessionFault(thrown, partWords(this.part), 'run', runtime));
        await this.rest();
      }
    }
  }

  private async evaluate(
    session: InferenceSession,
    feeds: InferenceSession.FeedsType,
    fetches: readonly string[],
    runtime: Runtime,
  ): Promise<InferenceSession.ReturnType> {
    const outputs = await runWith(session, feeds, fetches);
    try {
      const failure = runtime.failure();
      if (failure) throw failure;
      for (const name of fetches)
        checkOutput(await fromOrtTensor(tensorOf(outputs, name)), partWords(this.part), this.part.startsWith('controlnet/'));
      if (this.comparing) await this.compare(outputs, feeds, fetches);
      return outputs;
    } catch (thrown) {
      disposeAll(Object.values(outputs));
      throw thrown;
    }
  }

  private async compare(
    outputs: InferenceSession.ReturnType,
    feeds: InferenceSession.FeedsType,
    fetches: readonly string[],
  ): Promise<void> {
    const { processor } = this.rung.runtime;
    if (!processor) return;
    this.reference ??= await processor.createSession(await this.host.read(this.rung.singlePrecision));
    const wanted = await runWith(this.reference, feeds, fetches);
    try {
      for (const name of fetches) {
        const apart = differenceOf(await fromOrtTensor(tensorOf(outputs, name)), await fromOrtTensor(tensorOf(wanted, name)));
        if (!(apart <= mostDifference)) {
          throw new NetworkFault(partWords(this.part), { kind: 'differs', apart }, { where: rungWords(this.rung.name) });
        }
        this.furthest = Math.max(this.furthest ?? 0, apart);
      }
    } finally {
      disposeAll(Object.values(wanted));
    }
  }

  /** A lost device, a full memory and the last rung are the caller's to hear of. */
  private retreatOrThrow(fault: Fault): void {
    if (fault.code === 'device-lost' || fault.code === 'out-of-memory') throw fault;
    const next = this.rungs[this.at + 1];
    if (!next)
      throw this.retreat === null
        ? fault
        : new Fault(fault.code, tr`${retreatSentence(this.retreat)} There it fails as well: ${fault.message}`, fault.hint, {
            cause: fault,
          });
    this.stepDown(next, fault instanceof NetworkFault ? fault.reason : { kind: 'other', sentence: fault.message });
  }

  private stepDown(next: Rung, cause: NetworkCause): void {
    this.retreat = { part: this.part, from: this.rung.name, to: next.name, cause };
    this.at += 1;
    this.furthest = null;
    this.host.onRetreat(this.retreat);
  }

  private async release(): Promise<void> {
    this.released = true;
    await this.endTrial();
    await this.rest();
  }
}

async function runWith(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
  fetches: readonly string[],
): Promise<InferenceSession.ReturnType> {
  const adapted = await adaptFeeds(session, feeds);
  try {
    return await session.run(adapted.feeds, fetches);
  } finally {
    disposeAll(adapted.made);
  }
}

function tensorOf(outputs: InferenceSession.ReturnType, name: string): OrtTensor {
  const output = outputs[name];
  if (!output) throw new Error(`no output “${name}”`);
  return output as OrtTensor;
}

function disposeAll(values: readonly InferenceSession.ReturnType[string][]): void {
  for (const value of values) value.dispose();
}
