import { setSetting } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import type { Exemplar } from '../../document/exemplar';
import { addExemplar, changeExemplar } from '../../document/exemplarCommands';
import type { ExemplarText } from '../../document/exemplarText';
import { asOneEntry } from '../../document/history';
import { newExemplar } from '../newExemplar';
import { newPlacement } from '../newPlacement';
import { chooseExemplar, exemplarViewStore } from '../selection';
import { silhouetteMap } from '../silhouetteMap';
import { drawText } from './drawText';
import { tr } from '../../../workers/texts/texts';

const longestName = 40;

/** What a text is called in the list: its first line. */
const nameOf = (text: string): string => text.trim().split('\n')[0]?.slice(0, longestName) || tr`Text`;

/** Lays a text on the middle of the scene as an exemplar, selects it and paints on it. @throws Fault `limit-reached` */
export async function addText(): Promise<void> {
  // Of Inter there is one file for all weights; before it is there another font would be drawn.
  await document.fonts.load('16px Inter');
  const { picture: scene } = documentStore.getState();
  if (!scene) return;
  const sizePx = Math.max(8, Math.round(Math.min(scene.width, scene.height) / 8));
  const text: ExemplarText = { text: tr`Text`, font: 'inter', sizePx, weight: 600, colour: '#ffffff', alignment: 'centre' };
  const picture = { ...drawText(text), name: nameOf(text.text) };
  const exemplar = newExemplar(picture, newPlacement(picture, scene, null), scene);
  asOneEntry(tr`Add text`, () => {
    const id = addExemplar({ ...exemplar, text });
    chooseExemplar(id);
    exemplarViewStore.setState({ freshTextId: id });
    setSetting('method', 'exemplar-blend');
  });
}

/**
 * Writes a text anew with something changed. It stays where it lies, turned and scaled as it is: the edge that it is aligned to and its
 * first line keep their places. What was cropped off or cut out comes back. An exemplar that is no text stays as it is.
 * @throws Fault `limit-reached` where its picture would be too large
 */
export function changeText(id: string, change: Partial<ExemplarText>): void {
  const { picture: scene, exemplars } = documentStore.getState();
  const before = exemplars.find((exemplar) => exemplar.id === id);
  if (!scene || !before?.text) return;
  const text = { ...before.text, ...change };
  const name = before.name === nameOf(before.text.text) ? nameOf(text.text) : before.name;
  const picture = { ...drawText(text), name };
  const crop = { x: 0, y: 0, width: picture.width, height: picture.height };
  const next: Exemplar = { ...before, name, text, picture, crop, cutout: null, placement: keptPlacement(before, crop, text.alignment) };
  const map = before.mapPainted ? before.map : silhouetteMap(next, next.bandPx, scene);
  const { placement } = next;
  changeExemplar(id, { name, text, picture, crop, cutout: null, placement, map }, tr`Edit text`, { policy: 'merge', key: `text ${id}` });
}

/** Its middle moves by half of what it grew, so that its first line and the edge of its alignment stay. */
function keptPlacement(
  { placement, picture }: Exemplar,
  { width, height }: Exemplar['crop'],
  alignment: ExemplarText['alignment'],
): Exemplar['placement'] {
  const away = { left: 0.5, centre: 0, right: -0.5 }[alignment];
  const across = (width - picture.width) * away * placement.scaleX;
  const down = ((height - picture.height) / 2) * placement.scaleY;
  const turn = (placement.rotation * Math.PI) / 180;
  return {
    ...placement,
    x: placement.x + across * Math.cos(turn) - down * Math.sin(turn),
    y: placement.y + across * Math.sin(turn) + down * Math.cos(turn),
  };
}
