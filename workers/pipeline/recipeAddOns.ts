import type { AddOn, AddOns } from '../packages/modelPackage';
import type { AddOnFiles } from '../protocol/addOns';
import { Fault } from '../protocol/faults';
import type { Recipe } from '../protocol/recipe';
import { tr } from '../texts/texts';

/** What a recipe adds to its model, with its files. Throws a Fault `bad-recipe` naming one whose file is not there. */
export function recipeAddOns({ loras, embeddings, controlNets }: Recipe, files: AddOnFiles): AddOns {
  const withFile = (what: string, name: string, sha256: string): AddOn => {
    const file = files[sha256];
    if (file) return { name, sha256, file };
    throw new Fault(
      'bad-recipe',
      tr`${what} “${name}”, which this edit uses, is not kept here.`,
      tr`Add its file again under Models, or take it out of the run.`,
    );
  };
  return {
    loras: loras.map(({ name, sha256 }) => withFile(tr`The LoRA`, name, sha256)),
    embeddings: embeddings.map(({ token, sha256 }) => ({ ...withFile(tr`The embedding`, token, sha256), token })),
    controlNets: controlNets.map(({ name, sha256 }) => withFile(tr`The ControlNet`, name, sha256)),
  };
}
