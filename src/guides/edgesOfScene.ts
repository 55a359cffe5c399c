import type { EdgeSettings } from '../../workers/protocol/mapSources';
import { flattenKeyed } from '../changemap/flattenKeyed';
import { mapWorker } from '../changemap/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import { changeGuide } from '../document/guideCommands';
import { newestAlone } from './newestAlone';

/** As ControlNets were trained with it: OpenCV's 100 and 200 (a step from black to white has 1020), smoothed a little against noise. */
export const firstEdges: EdgeSettings = { sigmaPx: 1.4, low: 0.1, high: 0.2 };

/**
 * The scene's edges, 255 on black, found in the map worker. Null where another scene is on the table by then. @throws Fault
 */
export async function edgesOfScene(settings: EdgeSettings): Promise<ChangeMap | null> {
  const state = documentStore.getState();
  const { picture: scene } = state;
  if (!scene) return null;
  const { tiles } = await mapWorker().fromSource(flattenKeyed(state), { kind: 'canny', ...settings, invert: false }, scene);
  return documentStore.getState().picture === scene ? new ChangeMap(scene, tiles) : null;
}

/** Finds a guide's edges anew while its sliders move; moves that follow each other quickly are undone together. */
export const findEdgesAnew = newestAlone(async (id: string, edges: EdgeSettings): Promise<void> => {
  const map = await edgesOfScene(edges);
  if (map) changeGuide(id, { content: { of: 'drawing', map, edges } }, 'Edges', { policy: 'merge', key: `edges ${id}` });
});
