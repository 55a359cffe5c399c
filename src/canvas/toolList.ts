import type { ToolName } from './viewStore';

/** Every tool with its name on screen and its key, in the order of the tool bar. */
export const toolList: readonly { readonly name: ToolName; readonly label: string; readonly key: string; readonly about: string }[] = [
  { name: 'brush', label: 'Brush', key: 'b', about: 'Paint how much may change. Shift joins a line, Alt reads a strength.' },
  { name: 'eraser', label: 'Eraser', key: 'e', about: 'Bring the map back to nothing.' },
  { name: 'smudge', label: 'Smudge', key: 's', about: 'Drag strengths into each other, or blur them.' },
  { name: 'gradient', label: 'Gradient', key: 'g', about: 'Drag a gradient; its handles stay until you press Enter.' },
  { name: 'lasso', label: 'Lasso', key: 'l', about: 'Draw an outline freehand, or click corners; Enter closes, Backspace takes one back.' },
  {
    name: 'shape',
    label: 'Shape',
    key: 'u',
    about: 'Draw a rectangle or an ellipse. Shift: equal sides, Alt: from the centre, Space: move.',
  },
  { name: 'fill', label: 'Fill', key: 'Shift+g', about: 'Fill what looks alike.' },
  { name: 'pick', label: 'Pick value', key: 'i', about: 'Take the strength under the pointer for the brush.' },
  {
    name: 'move',
    label: 'Move',
    key: 'v',
    about: 'Move, scale and turn exemplars. Shift frees the ratio, Alt scales from the centre, Ctrl leaves snapping off.',
  },
  { name: 'hand', label: 'Hand', key: 'h', about: 'Move the picture about. Held Space does the same.' },
  { name: 'area', label: 'Generation area', key: 'c', about: 'Draw the part of the picture that the model sees.' },
];
