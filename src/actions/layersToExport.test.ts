import { expect, it } from 'vitest';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { addExemplar, changeExemplar } from '../document/exemplarCommands';
import { newExemplar } from '../exemplars/newExemplar';
import { layersToExport } from './layersToExport';

it('exemplars are layers of their own where they lie, not shown, with their maps above them', async () => {
  documentStore.setState(emptyDocument, true);
  openPicture({ width: 8, height: 6, rgba: new Uint8Array(192).fill(9), icc: null, name: 'p' }, 'one');
  const laid = (name: string, x: number) =>
    newExemplar(
      { width: 2, height: 2, rgba: new Uint8Array(16).fill(255), name },
      { x, y: 3, scaleX: 1, scaleY: 1, rotation: 0 },
      { width: 8, height: 6 },
    );
  changeExemplar(addExemplar(laid('Tree', 4)), { opacity: 0.5 }, 'Opacity');
  addExemplar(laid('Out of sight', 40));
  const layers = await layersToExport(documentStore.getState(), null);
  expect(layers.map(({ name, kind, visible, opacity }) => [name, kind, visible, opacity])).toEqual([
    ['Source', 'picture', true, 1],
    ['Exemplar: Tree', 'picture', false, 0.5],
    ['Change map: Tree', 'map', false, 1],
    ['Change map: Out of sight', 'map', false, 1],
    ['Change map: Map', 'map', false, 1],
  ]);
  expect([layers[1]?.rect, layers[1]?.pixels]).toEqual([{ x: 3, y: 2, width: 2, height: 2 }, new Uint8Array(16).fill(255)]);
});
