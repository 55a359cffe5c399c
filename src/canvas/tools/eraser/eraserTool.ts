import { paintTool } from '../brush/brushTool';
import type { Tool, ToolWorld } from '../tool';

/** Brings the map to 0, softly where the edge melts; the brush's strength plays no part. */
export const eraserTool = (world: ToolWorld): Tool => paintTool(world, { label: 'Eraser stroke', target: () => 0 });
