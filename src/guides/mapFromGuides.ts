import { layoutDifference } from '../../workers/maps/layoutDifference';
import { Fault } from '../../workers/protocol/faults';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { documentStore } from '../document/documentStore';
import type { Guide } from '../document/guide';
import { addGuide } from '../document/guideCommands';
import { addMap } from '../document/mapCommands';
import { guideOverScene } from './guideOverScene';
import { tr } from '../../workers/texts/texts';

/** Of the picture's shorter side: what a line of a layout stands for is wider than the line. */
const growShare = 0.05;
const featherShare = 0.015;

/** Keeps a copy of a guide as the layout that is there, so that the guide itself can be brought to what is wanted. */
export function keepAsPresent(guide: Guide): void {
  addGuide({ ...guide, name: `${guide.name}, as it is`, role: 'present' });
}

/**
 * Adds a change map of where the visible guides' two layouts differ, what is there and what is wanted; it is widened and softened by
 * modifiers, which may be changed. Returns its id. @throws Fault `nothing-to-change` where both are the same
 */
export function addMapFromGuides(): string | null {
  const { picture, guides } = documentStore.getState();
  if (!picture) return null;
  const images = (role: Guide['role']) =>
    guides.filter((guide) => guide.visible && guide.role === role).map(({ content }) => guideOverScene(content, picture));
  const difference = layoutDifference(images('present'), images('wanted'), picture.width * picture.height);
  if (!difference.includes(255))
    throw new Fault(
      'nothing-to-change',
      tr`Both layouts are the same: there is nothing to change.`,
      tr`Move what should change in one of them.`,
    );
  const side = Math.min(picture.width, picture.height);
  return addMap(tr`Between the guides`, ChangeMap.fromUint8Array(difference, picture), [
    { id: crypto.randomUUID(), enabled: true, modifier: { kind: 'grow', radiusPx: Math.min(256, Math.round(side * growShare)) } },
    {
      id: crypto.randomUUID(),
      enabled: true,
      modifier: { kind: 'feather', sigmaPx: Math.min(256, side * featherShare), direction: 'both' },
    },
  ]);
}
