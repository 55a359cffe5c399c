import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { guideViewStore } from '../../guides/guideView';
import { setBrush, setTool, viewStore, type BrushSettings, type ToolName } from '../viewStore';
import { guideInHand } from './guideInHand';

/** Of the picture's longer side: as thick as the lines that ControlNets were trained on. */
const penShare = 1 / 128;

/** Tools that draw nothing. */
const idle: ReadonlySet<ToolName> = new Set(['hand', 'move', 'area', 'pick']);

/** The drawing that painting tools draw on; null: none. */
const drawnOn = ({ target, guides }: Pick<DocumentState, 'target' | 'guides'>) =>
  target.of === 'guide' ? (guides.find(({ id }) => id === target.id) ?? null) : null;

/**
 * Brings the tool for a guide to hand: Move for a pose or straight lines; for a drawing a pen, kept apart from the brush that paints
 * change maps, so that each comes back as it was left. Returns how to stop.
 */
export function followGuides(): () => void {
  let other: BrushSettings | null = null;
  const changePens = () => {
    const { picture } = documentStore.getState();
    const { brush } = viewStore.getState();
    const sizePx = Math.max(2, Math.round(Math.max(picture?.width ?? 0, picture?.height ?? 0) * penShare));
    setBrush(other ?? { ...brush, sizePx, hardness: 1, strength: 1, mode: 'set' });
    other = brush;
  };
  // The canvas may come after what was chosen meanwhile.
  if (guideInHand()) setTool('move');
  const stops = [
    documentStore.subscribe((state, before) => {
      if (state.target === before.target) return;
      if ((state.target.of === 'guide') !== (before.target.of === 'guide')) changePens();
      const drawn = drawnOn(state);
      // An empty one waits for its first stroke.
      const empty = drawn?.content.of === 'drawing' && drawn.content.map.isEmpty();
      if (drawn && drawn.id !== before.target.id && (empty || idle.has(viewStore.getState().tool))) setTool('brush');
    }),
    guideViewStore.subscribe(({ selectedId }, before) => {
      if (selectedId !== before.selectedId && guideInHand()) setTool('move');
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
