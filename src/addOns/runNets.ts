import type { PackageSummary } from '../../workers/protocol/engine';
import type { Recipe } from '../../workers/protocol/recipe';
import { fitting, type KeptAddOn } from './keptAddOns';

/** The ControlNets that guides can name. */
export interface RunNets {
  /** Those of the package first. */
  readonly names: readonly string[];
  /** Those of these names that do not come with the package, as a recipe has them. */
  readonly added: (names: readonly string[]) => Recipe['controlNets'];
}

/** The ControlNets of a model: its own, and those kept as add-ons of its family. Of two of one name the first counts. */
export function runNets({ controlNets = [], ...model }: PackageSummary, kept: readonly KeptAddOn[]): RunNets {
  const own = new Map<string, string>();
  for (const { title, sha256 } of fitting(kept, 'controlnet', model))
    if (!controlNets.includes(title) && !own.has(title)) own.set(title, sha256);
  return {
    names: [...controlNets, ...own.keys()],
    added: (names) =>
      [...new Set(names)].flatMap((name) => {
        const sha256 = own.get(name);
        return sha256 === undefined ? [] : [{ sha256, name }];
      }),
  };
}
