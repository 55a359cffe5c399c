import { StampCache } from '../../../changemap/stampCache';
import type { Point } from '../../viewStore';
import type { Tool, ToolWorld } from '../tool';
import { paintGesture } from './paintGesture';

/** What sets the painting tools apart. */
interface PaintTool {
  readonly label: string;
  /** The value, 0…255, that a stroke writes. */
  readonly target: (world: ToolWorld) => number;
}

/** A tool that paints; with Shift a straight line joins the end of its last stroke. */
export function paintTool(world: ToolWorld, { label, target }: PaintTool): Tool {
  const stamps = new StampCache();
  let lastEnd: Point | null = null;
  return {
    begin: ({ picture, shift }) =>
      paintGesture({
        world,
        stamps,
        target: target(world),
        label,
        from: shift && lastEnd ? [lastEnd, picture] : [picture],
        onKept: (end) => {
          lastEnd = end;
        },
      }),
    reset: () => {
      lastEnd = null;
    },
  };
}

/** Brings the map to the brush's strength: up or down, softly where the edge melts. */
export const brushTool = (world: ToolWorld): Tool => paintTool(world, { label: 'Brush stroke', target: ({ brush }) => Math.round(brush().strength * 255) });
