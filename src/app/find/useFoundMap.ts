import { useMemo } from 'react';
import { useStore } from 'zustand';
import { contrastMap, type ContrastMap } from '../../../workers/maps/contrast/contrastMap';
import { documentStore } from '../../document/documentStore';
import { foundHere, findStore } from '../../generation/finding/findStore';

/** What was found, and the map that the knobs make of it; computed at once, without the model. Null while nothing is there. */
export function useFoundMap(): (NonNullable<ReturnType<typeof foundHere>> & { readonly map: ContrastMap }) | null {
  const found = useStore(findStore, (state) => foundHere(state));
  const { knobs, point } = useStore(findStore);
  const { clampRatio, threshold } = useStore(documentStore, (state) => state.settings.automaticMap);
  return useMemo(() => {
    if (!found) return null;
    const { contrast } = found;
    const { area } = contrast;
    const map = contrastMap(contrast.differences, contrast, {
      ...{ clampRatio, threshold, leastShare: knobs.leastShare, soft: knobs.soft },
      featherShare: knobs.featherPx / Math.max(area.width, area.height),
      point: point && { x: (point.x - area.x) / area.width, y: (point.y - area.y) / area.height },
    });
    return { ...found, map };
  }, [found, knobs, point, clampRatio, threshold]);
}
