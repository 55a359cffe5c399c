import type { DocumentState } from '../../document/documentState';
import type { Exemplar } from '../../document/exemplar';
import type { ScreenView } from './screenView';
import { tr } from '../../../workers/texts/texts';

const heightPx = 26;
const sidePx = 8;
const words = { exemplar: tr`where it melts in`, hold: tr`where it may be redrawn` } as const;

/** The left and lower edge of an exemplar's frame, in device pixels. */
function corner({ placement, crop }: Exemplar, view: ScreenView): { readonly left: number; readonly bottom: number } {
  const angle = (placement.rotation * Math.PI) / 180;
  const across = (crop.width / 2) * Math.abs(placement.scaleX);
  const down = (crop.height / 2) * Math.abs(placement.scaleY);
  const half = {
    width: Math.abs(across * Math.cos(angle)) + Math.abs(down * Math.sin(angle)),
    height: Math.abs(across * Math.sin(angle)) + Math.abs(down * Math.cos(angle)),
  };
  return { left: view.x + (placement.x - half.width) * view.zoom, bottom: view.y + (placement.y + half.height) * view.zoom };
}

/** Names the exemplar whose map is painted, at its frame. */
export function drawTargetTag(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  { target, exemplars }: Pick<DocumentState, 'target' | 'exemplars'>,
): void {
  const exemplar = target.of === 'scene' || target.of === 'guide' ? undefined : exemplars.find(({ id }) => id === target.id);
  if (!exemplar?.visible || target.of === 'scene' || target.of === 'guide') return;
  const { left, bottom } = corner(exemplar, view);
  drawTag(context, view, `${exemplar.name} · ${words[target.of]}`, { x: left, y: bottom + 10 * view.pixelRatio });
}

/** Writes a few words on a dark ground whose left upper corner is at a place of the screen, kept within it. */
export function drawTag(
  context: CanvasRenderingContext2D,
  view: ScreenView,
  text: string,
  at: { readonly x: number; readonly y: number },
): void {
  const { pixelRatio } = view;
  context.font = `500 ${13 * pixelRatio}px Inter, system-ui, sans-serif`;
  const width = context.measureText(text).width + 2 * sidePx * pixelRatio;
  const height = heightPx * pixelRatio;
  const x = Math.max(0, Math.min(view.width - width, at.x));
  const y = Math.max(0, Math.min(view.height - height, at.y));
  context.fillStyle = 'rgb(18 18 18 / 84%)';
  context.beginPath();
  context.roundRect(x, y, width, height, 4 * pixelRatio);
  context.fill();
  context.fillStyle = '#fff';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(text, x + sidePx * pixelRatio, y + height / 2);
}
