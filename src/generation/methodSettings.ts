import type { Settings } from '../document/documentState';
import type { MethodSettings } from '../../workers/protocol/recipe';

type RecipeExemplars = Extract<MethodSettings, { name: 'exemplar-blend' }>['exemplars'];

/** The method of a recipe, from the settings on screen. */
export function methodSettings({ method }: Settings, exemplars: RecipeExemplars): MethodSettings {
  if (method === 'image-to-image') return { name: method };
  if (method === 'exemplar-blend') return { name: method, exemplars, passes: 'single' };
  return { name: 'differential', futureHinting: true };
}
