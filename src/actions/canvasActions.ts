import { editsWritten } from '../changemap/largeEdit';
import { flipCanvas, turnCanvas } from '../document/canvas/canvasCommands';
import { documentStore } from '../document/documentStore';
import type { Action } from './action';
import { openDialog } from './dialogStore';
import { tr } from '../../workers/texts/texts';

const hasPicture = () => documentStore.getState().picture !== null;

/** What is still being written belongs to the canvas as it lies now. */
const afterEdits = (change: () => void) => async () => {
  await editsWritten();
  change();
};

const canvas = (id: string, label: string, run: Action['run']): Action => ({
  id,
  label,
  group: 'Canvas',
  keys: [],
  enabled: hasPicture,
  run,
});

export const canvasActions: readonly Action[] = [
  canvas('canvas-size', tr`Extend or crop the canvas`, () => openDialog('canvas-size')),
  canvas(
    'canvas-turn-right',
    tr`Turn the canvas right`,
    afterEdits(() => turnCanvas(1)),
  ),
  canvas(
    'canvas-turn-left',
    tr`Turn the canvas left`,
    afterEdits(() => turnCanvas(3)),
  ),
  canvas(
    'canvas-flip-across',
    tr`Flip the canvas across`,
    afterEdits(() => flipCanvas('across')),
  ),
  canvas(
    'canvas-flip-down',
    tr`Flip the canvas down`,
    afterEdits(() => flipCanvas('down')),
  ),
];
