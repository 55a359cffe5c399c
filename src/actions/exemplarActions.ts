import { viewStore } from '../canvas/viewStore';
import { documentStore } from '../document/documentStore';
import type { Exemplar } from '../document/exemplar';
import { removeExemplar, reorderExemplar } from '../document/exemplarCommands';
import { exemplarViewStore } from '../exemplars/selection';
import { reshapeExemplar } from '../exemplars/transformExemplar';
import type { Action } from './action';
import { layoutStore, setPart } from './layoutStore';
import { tr } from '../../workers/texts/texts';

function selected(): Exemplar | null {
  const { selectedId } = exemplarViewStore.getState();
  return documentStore.getState().exemplars.find(({ id }) => id === selectedId) ?? null;
}

const withSelected = (work: (exemplar: Exemplar) => void) => () => {
  const exemplar = selected();
  if (exemplar) work(exemplar);
};

const exemplar = (
  id: string,
  label: string,
  keys: readonly string[],
  work: (exemplar: Exemplar) => void,
  enabled = () => selected() !== null,
): Action => ({ id, label, group: 'Exemplars', keys, yields: true, enabled, run: withSelected(work) });

/** Arrow keys and Delete mean the exemplar only while the Move tool is in hand. */
const inHand = () => selected() !== null && viewStore.getState().tool === 'move';

const nudge = (name: string, key: string, dx: number, dy: number, label: (stepPx: number) => string): readonly Action[] =>
  [1, 10].map((stepPx) =>
    exemplar(
      `exemplar-nudge-${name}-${stepPx}`,
      label(stepPx),
      [stepPx === 1 ? key : `Shift+${key}`],
      ({ id, placement }) =>
        reshapeExemplar(
          id,
          { placement: { ...placement, x: placement.x + dx * stepPx, y: placement.y + dy * stepPx } },
          tr`Move exemplar`,
          {
            policy: 'merge',
            key: `nudge ${id}`,
          },
        ),
      inHand,
    ),
  );

/** Lays a text on the scene and opens what it is written in. */
async function writeText(): Promise<void> {
  const { addText } = await import('../exemplars/text/textExemplar');
  await addText();
  layoutStore.setState({ hidden: false, sheet: true, run: false });
  setPart('exemplars', true);
}

export const exemplarActions: readonly Action[] = [
  {
    id: 'add-text',
    label: tr`Add text`,
    group: 'Exemplars',
    keys: ['t'],
    enabled: () => documentStore.getState().picture !== null,
    run: writeText,
  },
  exemplar('exemplar-forward', tr`Bring exemplar forward`, ['mod+]', 'mod+BracketRight'], ({ id }) => reorderExemplar(id, 1)),
  exemplar('exemplar-backward', tr`Send exemplar backward`, ['mod+[', 'mod+BracketLeft'], ({ id }) => reorderExemplar(id, -1)),
  exemplar('exemplar-flip-across', tr`Flip exemplar across`, ['Shift+h'], ({ id, placement }) =>
    reshapeExemplar(id, { placement: { ...placement, scaleX: -placement.scaleX } }, tr`Flip exemplar`),
  ),
  exemplar('exemplar-flip-down', tr`Flip exemplar down`, ['Shift+v'], ({ id, placement }) =>
    reshapeExemplar(id, { placement: { ...placement, scaleY: -placement.scaleY } }, tr`Flip exemplar`),
  ),
  exemplar('exemplar-remove', tr`Remove exemplar`, ['Delete', 'Backspace'], ({ id }) => removeExemplar(id), inHand),
  ...nudge('left', 'ArrowLeft', -1, 0, (stepPx) => tr`Move exemplar left by ${stepPx}`),
  ...nudge('right', 'ArrowRight', 1, 0, (stepPx) => tr`Move exemplar right by ${stepPx}`),
  ...nudge('up', 'ArrowUp', 0, -1, (stepPx) => tr`Move exemplar up by ${stepPx}`),
  ...nudge('down', 'ArrowDown', 0, 1, (stepPx) => tr`Move exemplar down by ${stepPx}`),
];
