import type { Size } from '../../../workers/protocol/geometry';
import type { LineSettings } from '../../../workers/protocol/mapSources';
import { flattenKeyed } from '../../changemap/flattenKeyed';
import { mapWorker } from '../../changemap/mapWorker';
import { documentStore } from '../../document/documentStore';
import type { PickedSegment } from '../../document/guide';
import { changeGuide } from '../../document/guideCommands';
import { maximumSegments } from '../../document/limits';
import { firstEdges } from '../edgesOfScene';
import { newestAlone } from '../newestAlone';
import { lengthPx, pickedAgain } from './segments';
import { tr } from '../../../workers/texts/texts';

/** Straight lines as a twentieth of the longer side at least, across gaps of a few pixels. */
export const firstLines = ({ width, height }: Size): LineSettings => ({
  ...firstEdges,
  shortestPx: Math.max(8, Math.round(Math.max(width, height) / 20)),
  gapPx: Math.max(2, Math.round(Math.max(width, height) / 200)),
});

/**
 * The straight lines of the scene, the longest first, found in the map worker; those that `before` had left out stay left out. Null where
 * another scene is on the table by then. @throws Fault
 */
export async function linesOfScene(lines: LineSettings, before: readonly PickedSegment[]): Promise<readonly PickedSegment[] | null> {
  const state = documentStore.getState();
  if (!state.picture) return null;
  const found = await mapWorker().straightLines(flattenKeyed(state), lines);
  if (documentStore.getState().picture !== state.picture) return null;
  const longest = found.toSorted((a, b) => lengthPx(b) - lengthPx(a) || a.y1 - b.y1 || a.x1 - b.x1).slice(0, maximumSegments);
  return pickedAgain(longest, before);
}

/** Finds a guide's lines anew while its sliders move; moves that follow each other quickly are undone together. */
export const findLinesAnew = newestAlone(async (id: string, lines: LineSettings): Promise<void> => {
  const contentNow = () => documentStore.getState().guides.find((guide) => guide.id === id)?.content;
  const content = contentNow();
  if (content?.of !== 'segments') return;
  const segments = await linesOfScene(lines, content.segments);
  // Lines that were picked meanwhile are as they were picked.
  const latest = contentNow();
  if (!segments || latest?.of !== 'segments') return;
  const picked = latest === content ? segments : pickedAgain(segments, latest.segments);
  changeGuide(id, { content: { of: 'segments', segments: picked, lines } }, tr`Straight lines`, { policy: 'merge', key: `lines ${id}` });
});
