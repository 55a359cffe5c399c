import { paintTool } from '../brush/brushTool';
import type { Tool, ToolWorld } from '../tool';
import { tr } from '../../../../workers/texts/texts';

/** Brings the map to 0, softly where the edge melts; the brush's strength and mode play no part. */
export const eraserTool = (world: ToolWorld): Tool => paintTool(world, { label: tr`Eraser stroke`, target: () => 0, mode: () => 'set' });
