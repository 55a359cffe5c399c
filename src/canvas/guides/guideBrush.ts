import { documentStore } from '../../document/documentStore';
import { setBrush, setTool, viewStore, type BrushSettings } from '../viewStore';

/** Of the picture's longer side: as thick as the lines that ControlNets were trained on. */
const penShare = 1 / 128;

/** Keeps the pen that draws guides apart from the brush that paints change maps: each comes back as it was left. Returns how to stop. */
export function followGuideBrush(): () => void {
  let other: BrushSettings | null = null;
  const take = (isGuide: boolean) => {
    const { picture } = documentStore.getState();
    const { brush, tool } = viewStore.getState();
    const sizePx = Math.max(2, Math.round(Math.max(picture?.width ?? 0, picture?.height ?? 0) * penShare));
    setBrush(other ?? { ...brush, sizePx, hardness: 1, strength: 1, mode: 'set' });
    other = brush;
    if (isGuide && (tool === 'hand' || tool === 'move' || tool === 'area')) setTool('brush');
  };
  return documentStore.subscribe(({ target }, before) => {
    const isGuide = target.of === 'guide';
    if (isGuide !== (before.target.of === 'guide')) take(isGuide);
  });
}
