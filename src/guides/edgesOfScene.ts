import type { Size } from '../../workers/protocol/geometry';
import { flattenKeyed } from '../changemap/flattenKeyed';
import { inTurn } from '../changemap/largeEdit';
import { mapWorker } from '../changemap/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import type { EdgeSettings } from '../document/guide';
import { changeGuide } from '../document/guideCommands';

/** As ControlNets were trained with it: OpenCV's 100 and 200 (a step from black to white has 1020), smoothed a little against noise. */
export const firstEdges: EdgeSettings = { sigmaPx: 1.4, low: 0.1, high: 0.2 };

/** Straight lines as a twentieth of the longer side at least, across gaps of a few pixels. */
export const firstStraight = ({ width, height }: Size): NonNullable<EdgeSettings['straight']> => ({
  shortestPx: Math.max(8, Math.round(Math.max(width, height) / 20)),
  gapPx: Math.max(2, Math.round(Math.max(width, height) / 200)),
});

/**
 * The scene's edges, or the straight lines among them, 255 on black, found in the map worker. Null where another scene is on the table by
 * then. @throws Fault
 */
export async function edgesOfScene(settings: EdgeSettings): Promise<ChangeMap | null> {
  const state = documentStore.getState();
  const { picture: scene } = state;
  if (!scene) return null;
  const { tiles } = await mapWorker().fromSource(flattenKeyed(state), { kind: 'canny', ...settings, invert: false }, scene);
  return documentStore.getState().picture === scene ? new ChangeMap(scene, tiles) : null;
}

interface Wanted {
  readonly id: string;
  readonly edges: EdgeSettings;
}

let wanted: Wanted | null = null;
let running: Promise<void> | null = null;

async function findWanted(): Promise<void> {
  while (wanted) {
    const { id, edges }: Wanted = wanted;
    wanted = null;
    const map = await edgesOfScene(edges);
    const label = edges.straight ? 'Straight lines' : 'Edges';
    if (map) changeGuide(id, { content: { of: 'drawing', map, edges } }, label, { policy: 'merge', key: `edges ${id}` });
  }
}

/**
 * Finds a guide's edges anew while its sliders move: one search at a time, then that for the newest values. Moves that follow each
 * other quickly are undone together. Resolves when nothing is left to be found; `editsWritten` waits for it too. Failures are told.
 */
export function findEdgesAnew(id: string, edges: EdgeSettings): Promise<void> {
  wanted = { id, edges };
  running ??= inTurn(findWanted).finally(() => {
    running = null;
  });
  return running;
}
