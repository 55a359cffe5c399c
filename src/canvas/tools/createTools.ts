import type { ToolName } from '../viewStore';
import { areaTool } from './area/areaTool';
import { brushTool } from './brush/brushTool';
import { eraserTool } from './eraser/eraserTool';
import { fillTool } from './fill/fillTool';
import { gradientTool } from './gradient/gradientTool';
import { handTool } from './hand/handTool';
import { lassoTool } from './lasso/lassoTool';
import { moveTool } from './move/moveTool';
import { pickTool } from './pick/pickTool';
import { shapeTool } from './shape/shapeTool';
import { smudgeTool } from './smudge/smudgeTool';
import type { Tool, ToolWorld } from './tool';

/** Every tool, once. */
export function createTools(world: ToolWorld): Readonly<Record<ToolName, Tool>> {
  return {
    brush: brushTool(world),
    eraser: eraserTool(world),
    gradient: gradientTool(world),
    lasso: lassoTool(world),
    shape: shapeTool(world),
    fill: fillTool(world),
    smudge: smudgeTool(world),
    pick: pickTool(world),
    move: moveTool(world),
    area: areaTool(world),
    hand: handTool(world),
  };
}
