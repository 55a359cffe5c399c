import type { ToolName } from './viewStore';
import { tr } from '../../workers/texts/texts';

/** Every tool with its name on screen and its key, in the order of the tool bar. */
export const toolList: readonly { readonly name: ToolName; readonly label: string; readonly key: string; readonly about: string }[] = [
  { name: 'brush', label: tr`Brush`, key: 'b', about: tr`Paint how much may change. Shift joins a line, Alt reads a strength.` },
  { name: 'eraser', label: tr`Eraser`, key: 'e', about: tr`Bring the map back to nothing.` },
  { name: 'smudge', label: tr`Smudge`, key: 's', about: tr`Drag strengths into each other, or blur them.` },
  { name: 'gradient', label: tr`Gradient`, key: 'g', about: tr`Drag a gradient; its handles stay until you press Enter.` },
  {
    name: 'lasso',
    label: tr`Lasso`,
    key: 'l',
    about: tr`Draw an outline freehand, or click corners; Enter closes, Backspace takes one back.`,
  },
  {
    name: 'shape',
    label: tr`Shape`,
    key: 'u',
    about: tr`Draw a rectangle or an ellipse. Shift: equal sides, Alt: from the centre, Space: move.`,
  },
  { name: 'fill', label: tr`Fill`, key: 'Shift+g', about: tr`Fill what looks alike.` },
  { name: 'pick', label: tr`Pick value`, key: 'i', about: tr`Take the strength under the pointer for the brush.` },
  {
    name: 'move',
    label: tr`Move`,
    key: 'v',
    about: tr`Move, scale and turn exemplars. Shift frees the ratio, Alt scales from the centre, Ctrl leaves snapping off.`,
  },
  { name: 'hand', label: tr`Hand`, key: 'h', about: tr`Move the picture about. Held Space does the same.` },
  { name: 'area', label: tr`Generation area`, key: 'c', about: tr`Draw the part of the picture that the model sees.` },
];
