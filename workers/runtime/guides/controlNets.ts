import type { ModelPackage } from '../../packages/modelPackage';
import type { EngineEvent } from '../../protocol/engine';
import { Fault } from '../../protocol/faults';
import { openPart } from '../openPart';
import { controlNetPart, controlNetsOf } from '../partNames';
import type { Runtime } from '../runtime';
import type { SerialQueue } from '../serialQueue';
import { ControlNet } from './controlNet';
import type { ResidualInputs } from './residualInputs';
import { tr } from '../../texts/texts';

/** The ControlNets of a package: opened when a run needs them, let go when the next run does not. */
export class ControlNets {
  private readonly open = new Map<string, ControlNet>();

  constructor(
    private readonly modelPackage: ModelPackage,
    private readonly runtime: Runtime,
    private readonly queue: SerialQueue,
    private readonly residuals: ResidualInputs,
  ) {}

  /** Those that a run can name; none where the UNet cannot take what they give. */
  get names(): readonly string[] {
    return this.residuals.count > 0 ? controlNetsOf(this.modelPackage) : [];
  }

  /**
   * Throws a Fault where one of these cannot guide a run: `package-unsupported` for a UNet without inputs for guides,
   * `bad-recipe` for a name that the package does not have.
   */
  check(names: readonly string[]): void {
    if (names.length === 0) return;
    const { title } = this.modelPackage;
    if (this.residuals.count === 0) {
      throw new Fault(
        'package-unsupported',
        tr`The UNet of “${title}” was exported without inputs for guides, so no ControlNet can take part.`,
        tr`Remove the guides, or export UNet and ControlNet together, with the residuals as inputs.`,
      );
    }
    const there = controlNetsOf(this.modelPackage);
    const missing = names.find((name) => !there.includes(name));
    if (missing === undefined) return;
    throw new Fault(
      'bad-recipe',
      tr`The package “${title}” has no ControlNet “${missing}”.`,
      there.length > 0 ? tr`Choose one of these: ${there.join(', ')}.` : tr`Remove the guide, or choose a package with ControlNets.`,
    );
  }

  /** The nets of a run, by name. Those of runs before that are not among them are released first: each is half as large as a UNet. */
  async take(names: readonly string[], onEvent: (event: EngineEvent) => void): Promise<ReadonlyMap<string, ControlNet>> {
    this.check(names);
    for (const [name, net] of this.open) {
      if (names.includes(name)) continue;
      this.open.delete(name);
      await net.release();
    }
    for (const name of new Set(names)) {
      if (this.open.has(name)) continue;
      const part = controlNetPart(name);
      const { session } = await openPart(
        this.runtime,
        this.queue,
        this.modelPackage,
        part,
        { beforeBytes: 0, totalBytes: this.modelPackage.sizeBytes(part) },
        onEvent,
      );
      try {
        this.open.set(name, new ControlNet(session, this.residuals));
      } catch (thrown) {
        await session.release();
        throw thrown;
      }
    }
    return this.open;
  }

  dropKept(): void {
    for (const net of this.open.values()) net.dropKept();
  }

  async release(): Promise<void> {
    const nets = [...this.open.values()];
    this.open.clear();
    await Promise.allSettled(nets.map((net) => net.release()));
  }
}
