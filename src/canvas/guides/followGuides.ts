import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { posing } from './drawPoseGuide';
import { setBrush, setTool, viewStore, type BrushSettings } from '../viewStore';

/** Of the picture's longer side: as thick as the lines that ControlNets were trained on. */
const penShare = 1 / 128;

/**
 * Brings the tool for a guide to hand: Move for a pose; for a drawing a pen, kept apart from the brush that paints change maps, so that
 * each comes back as it was left. Returns how to stop.
 */
export function followGuides(): () => void {
  let other: BrushSettings | null = null;
  const take = (isGuide: boolean) => {
    const { picture } = documentStore.getState();
    const { brush, tool } = viewStore.getState();
    const sizePx = Math.max(2, Math.round(Math.max(picture?.width ?? 0, picture?.height ?? 0) * penShare));
    setBrush(other ?? { ...brush, sizePx, hardness: 1, strength: 1, mode: 'set' });
    other = brush;
    if (isGuide && (tool === 'hand' || tool === 'move' || tool === 'area')) setTool('brush');
  };
  const stops = [
    documentStore.subscribe(({ target }, before) => {
      const isGuide = target.of === 'guide';
      if (isGuide !== (before.target.of === 'guide')) take(isGuide);
    }),
    guideViewStore.subscribe(({ selectedId }, before) => {
      if (selectedId !== before.selectedId && posing()) setTool('move');
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
