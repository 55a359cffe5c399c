import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { DocumentState } from '../../document/documentState';
import { changeBox } from './runMaps';
import { chooseGenerationArea, growGenerationArea, mostModelPixels, scaleOf } from '../../../workers/maps/generationArea';
import type { PackageSummary } from '../../../workers/protocol/engine';
import type { GenerationArea } from '../../../workers/protocol/recipe';

/** Picture pixels per model pixel beyond which an edit is visibly soft. */
const softBeyond = 2;

/** Whether this model can be run at the frozen area's size. */
function runs(area: GenerationArea, summary: PackageSummary): boolean {
  const { nativeSize, sizeMultiple } = summary;
  if (summary.onlyNativeSize) return area.modelWidth === nativeSize.width && area.modelHeight === nativeSize.height;
  return (
    area.modelWidth % sizeMultiple === 0 &&
    area.modelHeight % sizeMultiple === 0 &&
    area.modelWidth * area.modelHeight <= mostModelPixels(summary)
  );
}

/**
 * The generation area that a run would have now: the one frozen at the first run while it holds everything that may change, so
 * that touch-ups can resume; otherwise grown over the map's box. It is chosen anew where there is none or the model cannot run it. Null
 * where nothing may change.
 * @param map the scene's maps combined
 */
export function areaOfRun(
  map: ChangeMap,
  state: Pick<DocumentState, 'picture' | 'area' | 'settings' | 'exemplars'>,
  summary: PackageSummary,
): GenerationArea | null {
  const { picture, area } = state;
  const box = changeBox(map, state);
  if (!picture || !box) return null;
  return (area && runs(area, summary) ? growGenerationArea(area, box, picture, summary) : chooseGenerationArea(box, picture, summary)).area;
}

/** How much smaller the model sees an area than it is, where the edit will be soft for it; else null. */
export function softBy(area: GenerationArea): number | null {
  const scale = scaleOf(area);
  return scale > softBeyond ? scale : null;
}
