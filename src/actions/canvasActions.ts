import { flipCanvas, turnCanvas } from '../document/canvas/canvasCommands';
import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { openDialog } from './dialogStore';

const hasPicture = () => documentStore.getState().picture !== null;

const canvas = (id: string, label: string, run: () => void): Action => ({ id, label, group: 'Canvas', keys: [], enabled: hasPicture, run });

export const canvasActions: readonly Action[] = [
  canvas('canvas-size', 'Extend or crop the canvas', () => openDialog('canvas-size')),
  canvas('canvas-turn-right', 'Turn the canvas right', () => turnCanvas(1)),
  canvas('canvas-turn-left', 'Turn the canvas left', () => turnCanvas(3)),
  canvas('canvas-flip-across', 'Flip the canvas across', () => flipCanvas('across')),
  canvas('canvas-flip-down', 'Flip the canvas down', () => flipCanvas('down')),
];
