import { StampCache } from '../../../changemap/stampCache';
import type { PaintMode } from '../../../changemap/paintMode';
import type { PenSample, Tool, ToolWorld } from '../tool';
import { paintGesture } from './paintGesture';
import { tr } from '../../../../workers/texts/texts';

/** What sets the painting tools apart. */
interface PaintTool {
  readonly label: string;
  /** The value, 0…255, that a stroke writes. */
  readonly target: (world: ToolWorld) => number;
  readonly mode: (world: ToolWorld) => PaintMode;
}

/** A tool that paints; with Shift a straight line joins the end of its last stroke, and a drag keeps to one axis. */
export function paintTool(world: ToolWorld, { label, target, mode }: PaintTool): Tool {
  const stamps = new StampCache();
  let lastEnd: PenSample | null = null;
  return {
    begin: ({ picture, samples, shift }) => {
      const here: PenSample = { ...picture, pressure: samples.at(-1)?.pressure ?? 1 };
      return paintGesture({
        world,
        stamps,
        target: target(world),
        mode: mode(world),
        label,
        from: shift && lastEnd ? [lastEnd, here] : [here],
        onKept: (end) => {
          lastEnd = end;
        },
      });
    },
    reset: () => {
      lastEnd = null;
    },
  };
}

/** Brings the map to the brush's strength in the brush's mode, softly where the edge melts. */
export const brushTool = (world: ToolWorld): Tool =>
  paintTool(world, {
    label: tr`Brush stroke`,
    target: ({ brush }) => Math.round(brush().strength * 255),
    mode: ({ brush }) => brush().mode,
  });
