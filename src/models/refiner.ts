import { methods } from '../../workers/protocol/methods';
import { Fault } from '../../workers/protocol/faults';
import type { PackageSource, PackageSummary } from '../../workers/protocol/engine';
import type { MethodName, Refiner } from '../../workers/protocol/recipe';
import { sha256Of } from '../../workers/protocol/sha256Of';
import type { StoredPackage } from '../../workers/protocol/store';
import type { StoreClient } from '../engine/storeClient';
import { keptSource } from './keptSource';
import { tr } from '../../workers/texts/texts';

/** The share of the schedule after which SDXL's refiner was published to take over. */
export const refinesFrom = 0.8;

/** The kept models that refine; what a model really is, its loading tells. */
export const keptRefiners = (packages: readonly StoredPackage[] | null): readonly StoredPackage[] =>
  (packages ?? []).filter(({ state, family, addOn, isPart }) => state === 'ready' && !addOn && !isPart && /refiner/i.test(family ?? ''));

/** Whether a refiner has a part in runs of a model by a method: not where the method goes by levels of its own. */
export const takesRefiner = (summary: Pick<PackageSummary, 'takesRefiner'> | null, method: MethodName): boolean =>
  (summary?.takesRefiner ?? false) && !methods[method].ownLevels;

interface Wanted {
  readonly method: MethodName;
  readonly refiner: { readonly id: string; readonly from: number } | null;
}

/**
 * The refiner that settings ask for, as recipes name it and as the engine reads it; null where none is asked for or has a part.
 * @throws Fault `bad-recipe` where it is not kept any more
 */
export async function openRefiner(
  { method, refiner }: Wanted,
  summary: PackageSummary,
  store: () => Pick<StoreClient, 'open'>,
): Promise<{ readonly named: Refiner; readonly source: PackageSource } | null> {
  if (!refiner || !takesRefiner(summary, method)) return null;
  const opened = await store()
    .open(refiner.id)
    .catch((thrown: unknown) => {
      throw new Fault(
        'bad-recipe',
        tr`The refiner of this edit cannot be read: ${thrown instanceof Error ? thrown.message : tr`it is not kept here.`}`,
        tr`Add it again under Models, or choose “None” as the refiner.`,
      );
    });
  const sha256 = await sha256Of(new TextEncoder().encode(opened.files.map((file) => file.sha256).join(' ')));
  return { named: { package: { id: refiner.id, sha256 }, from: refiner.from }, source: keptSource(opened) };
}
