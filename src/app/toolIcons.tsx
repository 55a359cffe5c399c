import { Blend, Brush, Eraser, Hand, Lasso, Move, PaintBucket, Pipette, Scan, Shapes, Waves } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ToolName } from '../canvas/viewStore';

/** The tools as they are pictured everywhere. */
export const toolIcons: Readonly<Record<ToolName, ReactNode>> = {
  brush: <Brush />,
  eraser: <Eraser />,
  smudge: <Waves />,
  gradient: <Blend />,
  fill: <PaintBucket />,
  shape: <Shapes />,
  lasso: <Lasso />,
  pick: <Pipette />,
  move: <Move />,
  hand: <Hand />,
  area: <Scan />,
};
