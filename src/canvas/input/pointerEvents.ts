import { toPicture, type Placement } from '../viewGeometry';
import type { Point, Viewport } from '../viewStore';
import type { ToolPointer } from '../tools/tool';

/** What of a pointer event is read. */
export type RawPointer = Pick<
  PointerEvent,
  'pointerId' | 'pointerType' | 'button' | 'buttons' | 'pressure' | 'clientX' | 'clientY' | 'shiftKey' | 'altKey'
> & {
  getCoalescedEvents?: () => readonly Pick<PointerEvent, 'clientX' | 'clientY' | 'pressure'>[];
};

/** A pen turned over tells so by a button of its own; its bit among the buttons held. */
const eraserButton = 5;
const eraserBit = 32;

/** A browser's pointer event as tools see it. `corner`: the viewport's top left corner in client coordinates. */
export function toolPointer(event: RawPointer, corner: Point, placement: Placement, viewport: Viewport): ToolPointer {
  const view = (at: { readonly clientX: number; readonly clientY: number }): Point => ({
    x: at.clientX - corner.x,
    y: at.clientY - corner.y,
  });
  const picture = (at: { readonly clientX: number; readonly clientY: number }): Point => toPicture(view(at), placement, viewport);
  const coalesced = event.getCoalescedEvents?.() ?? [];
  const pen = event.pointerType === 'pen';
  const eraser = pen && (event.button === eraserButton || (event.buttons & eraserBit) !== 0);
  return {
    id: event.pointerId,
    kind: event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse',
    button: eraser ? 0 : event.button,
    eraser,
    view: view(event),
    picture: picture(event),
    samples: (coalesced.length > 0 ? coalesced : [event]).map((at) => ({ ...picture(at), pressure: pen ? at.pressure : 1 })),
    shift: event.shiftKey,
    alt: event.altKey,
  };
}

/** Zoom factor of one turn of the wheel: gentle for trackpads, about a fifth for a notch; a pinch arrives with Ctrl held. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const linePx = 24;
  const deltaPx = deltaMode === 0 ? deltaY : deltaY * linePx;
  const limited = Math.max(-240, Math.min(240, deltaPx));
  return Math.exp(-limited * (ctrlKey && Math.abs(limited) < 40 ? 0.01 : 0.0016));
}
