import { setArea } from '../document/commands';
import type { DocumentState } from '../document/documentState';
import { changeBox } from './runMaps';
import { areaContains, chooseGenerationArea } from '../../workers/maps/generationArea';
import type { PackageSummary } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { Rect } from '../../workers/protocol/geometry';
import type { GenerationArea } from '../../workers/protocol/recipe';

/** Picture pixels per model pixel beyond which an edit is visibly soft. */
const softBeyond = 2;

/** Whether the frozen area still serves: it holds all that may change, and was chosen for a model of this size. */
function serves(area: GenerationArea, box: Rect, summary: PackageSummary): boolean {
  const budget = summary.nativeSize.width * summary.nativeSize.height;
  const fits = area.modelWidth % summary.sizeMultiple === 0 && area.modelHeight % summary.sizeMultiple === 0 && area.modelWidth * area.modelHeight <= budget;
  return fits && areaContains(area, box);
}

/**
 * The generation area of a run: the one frozen at the first run while it holds everything that may change, so that
 * touch-ups can resume; otherwise chosen anew around the map's box and frozen.
 * @throws Fault `nothing-to-change` for a black map
 */
export function freezeArea(frozen: DocumentState, summary: PackageSummary): GenerationArea {
  const { picture, area } = frozen;
  const box = changeBox(frozen);
  if (!picture || !box) throw new Fault('nothing-to-change', 'The change map is black: nothing may change.', 'Paint where it may change, or change everything.');
  if (area && serves(area, box, summary)) return area;
  const chosen = chooseGenerationArea(box, picture, summary);
  setArea(chosen.area);
  return chosen.area;
}

/** What to say of an area before or after a run: that the edit will be soft, or null. */
export function softnessNotice(area: GenerationArea): string | null {
  const scale = Math.max(area.width / area.modelWidth, area.height / area.modelHeight);
  if (scale <= softBeyond) return null;
  return `The area to change is ${scale.toFixed(1)} times the size this model works at, so the edit will be soft. Paint a smaller area for a sharp one.`;
}
