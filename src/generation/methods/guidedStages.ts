import type { EditResult } from '../../../workers/protocol/engine';
import type { Recipe } from '../../../workers/protocol/recipe';
import { mapOverScene, takeFoundMap } from '../../changemap/foundMap';
import { setSettings } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import type { PlacedResult } from '../../document/results/placedResults';
import { addResult } from '../../document/results/resultCommands';
import { generate } from '../generate';
import { sameRecipe } from '../recipe/recipeDifference';
import { settingsOfRecipe } from '../recipe/settingsOfRecipe';
import { showResult } from '../staging';
import { tr } from '../../../workers/texts/texts';

/** The paper's refinement of the guidance image: k and t_u. */
export const refinementOfPaper = { gradientSteps: 1, updateSteps: 6 } as const;

/** The recipe that ends with the guidance image of another; null where that is of another method. */
function recipeOfImage({ method, ...recipe }: Recipe): Recipe | null {
  return method.name === 'guided-optimisation' ? { ...recipe, method: { ...method, output: 'guidance-image' } } : null;
}

const isImage = ({ method }: Recipe): boolean => method.name === 'guided-optimisation' && method.output === 'guidance-image';

/** The edit that a shown result belongs to: itself, or the one whose guidance image it is. Null where it is no guided one. */
export function editOfShown(shown: PlacedResult | null, results: readonly PlacedResult[]): PlacedResult | null {
  if (!shown?.result.guided) return null;
  if (!isImage(shown.result.recipe)) return shown;
  const edit = results.find(({ result: { recipe } }) => {
    const image = isImage(recipe) ? null : recipeOfImage(recipe);
    return image !== null && sameRecipe(image, shown.result.recipe);
  });
  return edit ?? shown;
}

/**
 * Shows the guidance image of an edit as a result of its own, which can be accepted, exported and run on from like any other; it is
 * added to the list where it is not there yet. Does nothing where none was made.
 */
export function showGuidanceImage(edit: PlacedResult, results: readonly PlacedResult[]): void {
  const stored = documentStore.getState().results.find(({ id }) => id === edit.id);
  const rgba = stored?.guided?.guidanceImage;
  const recipe = stored && recipeOfImage(stored.recipe);
  if (!stored || !rgba || !recipe) return;
  const known = results.find(({ result }) => sameRecipe(result.recipe, recipe));
  if (known) return showResult(known.id);
  const { rect, coverage, provider, latentMap } = stored;
  const image: EditResult = {
    ...{ rect, rgba, coverage, recipe, provider, seconds: 0, evaluations: { done: 0, skipped: 0, reused: 0 } },
    ...(latentMap && { latentMap }),
    guided: { guidanceImage: rgba, distances: [] },
  };
  showResult(addResult(image, stored));
}

/** Runs an edit again with its guidance image brought nearer to the picture first; all else as it was. */
export async function refineGuidanceImage({ result: { recipe } }: PlacedResult): Promise<void> {
  const { optimisation = documentStore.getState().settings.optimisation, ...settings } = settingsOfRecipe(recipe);
  setSettings({ ...settings, optimisation: { ...optimisation, refinement: refinementOfPaper } }, tr`Refine the guidance image`);
  await generate();
}

/** Makes a change map of where an edit lay, to paint on: it says from now on where the method edits. @throws Fault */
export async function paintOnMap({ number, result, area }: PlacedResult): Promise<void> {
  const { picture, documentId, settings } = documentStore.getState();
  const { latentMap } = result;
  if (!picture || !latentMap) return;
  const { width, height, data } = latentMap;
  const map = await mapOverScene({ width, height, values: data }, area, picture);
  if (documentStore.getState().documentId !== documentId) return;
  showResult(null);
  takeFoundMap(tr`Map of result ${number}`, map);
  if (settings.layoutMask) setSettings({ layoutMask: null }, tr`The change map says where`);
}
