import type { Settings } from '../../document/documentState';
import type { Guide, MethodSettings } from '../../../workers/protocol/recipe';

type RecipeExemplars = Extract<MethodSettings, { name: 'exemplar-blend' }>['exemplars'];

/** The method of a recipe, from the settings on screen. `present`: the guides of the layout that is there. */
export function methodSettings(settings: Settings, exemplars: RecipeExemplars, present: readonly Guide[] = []): MethodSettings {
  const { method, automaticMap, optimisation, layoutMask } = settings;
  switch (method) {
    case 'differential':
      return { name: method, futureHinting: settings.futureHinting };
    case 'exemplar-blend':
      return { name: method, exemplars, passes: settings.exemplarPasses };
    case 'automatic-map':
      return { name: method, ...automaticMap, referencePrompt: automaticMap.referencePrompt?.trim() ? automaticMap.referencePrompt : null };
    case 'guided-optimisation':
      return {
        name: method,
        ...optimisation,
        updateSteps: Math.min(optimisation.updateSteps, settings.steps),
        output: 'edit',
        layoutMask: layoutMask && { ...layoutMask, guides: [...present] },
      };
    case 'image-to-image':
      return { name: method };
    case 'blended-inpaint':
      return { name: method, threshold: settings.inpaintThreshold };
  }
}
