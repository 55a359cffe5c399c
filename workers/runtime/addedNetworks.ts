import type { AddOns, ExtendedPackage, ModelPackage, PartName } from '../packages/modelPackage';
import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** A package with the add-ons of the last run, and what stands in each network that is open. */
export class AddedNetworks {
  private key = '';
  private extended: ExtendedPackage;
  private readonly forms = new Map<PartName, string>();

  constructor(private readonly plain: ModelPackage) {
    this.extended = withNothing(plain);
  }

  /**
   * The package with these add-ons; the same one as long as they stay the same. Throws as `withAddOns` does, and a Fault
   * `package-unsupported` for packages that take none.
   */
  async extend(addOns: AddOns): Promise<ExtendedPackage> {
    const all = [...addOns.loras, ...addOns.embeddings, ...addOns.controlNets];
    const key = JSON.stringify([
      addOns.loras.map(({ sha256 }) => sha256),
      addOns.embeddings.map(({ sha256, token }) => [sha256, token]),
      addOns.controlNets.map(({ sha256, name }) => [sha256, name]),
    ]);
    if (key === this.key) return this.extended;
    const extended = all.length === 0 ? withNothing(this.plain) : await this.plain.withAddOns?.(addOns);
    if (!extended)
      throw new Fault(
        'package-unsupported',
        tr`“${this.plain.title}” is a package of finished ONNX graphs, to which “${all[0]?.name ?? ''}” cannot be added.`,
        tr`Choose a model that is kept as safetensors, or take the add-on out of the run.`,
      );
    this.key = key;
    this.extended = extended;
    return extended;
  }

  /** Which of these networks are open in another form than the package now has them. */
  changed(parts: Iterable<PartName>): readonly PartName[] {
    return [...parts].filter((part) => this.extended.formOf(part) !== (this.forms.get(part) ?? ''));
  }

  /** A network is being closed; until `opened` is told, it counts as changed. */
  closing(part: PartName): void {
    this.forms.set(part, 'closed');
  }

  opened(part: PartName): void {
    this.forms.set(part, this.extended.formOf(part));
  }
}

function withNothing(plain: ModelPackage): ExtendedPackage {
  return { ...plain, formOf: () => '', strengthsOf: () => [] };
}
