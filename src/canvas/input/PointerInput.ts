import { documentStore } from '../../document/documentStore';
import { guideInHand } from '../guides/guideInHand';
import type { ToolHost } from '../tools/ToolHost';
import type { ToolPointer } from '../tools/tool';
import { viewStore, type Point } from '../viewStore';
import { zoomBy } from '../zoom';
import { toolPointer, wheelFactor } from './pointerEvents';

/** What the input tells besides moving the tools. */
export interface PointerSink {
  /** The pointer over the viewport, in CSS pixels; null: it left. */
  readonly hover: (at: Point | null) => void;
}

/** Carries the pointer and wheel events of the canvas to the tool host. */
export class PointerInput {
  readonly #surface: HTMLElement;
  readonly #focus: HTMLElement;
  readonly #host: ToolHost;
  readonly #sink: PointerSink;
  readonly #listeners = new AbortController();

  /** `surface` takes pointer events, `focus` is the region that gets the keyboard and the wheel. */
  constructor(surface: HTMLElement, focus: HTMLElement, host: ToolHost, sink: PointerSink) {
    this.#surface = surface;
    this.#focus = focus;
    this.#host = host;
    this.#sink = sink;
    const { signal } = this.#listeners;
    surface.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    surface.addEventListener('pointermove', (event) => this.#move(event), { signal });
    surface.addEventListener('pointerup', (event) => this.#up(event), { signal });
    surface.addEventListener('pointercancel', (event) => this.#cancel(event), { signal });
    surface.addEventListener('pointerleave', () => this.#hover(null), { signal });
    surface.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    // A ring around the whole canvas helps those who came by keyboard, and would only distract a painter.
    focus.addEventListener('blur', () => delete focus.dataset.pointed, { signal });
    focus.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
  }

  destroy(): void {
    this.#listeners.abort();
  }

  #read(event: PointerEvent): ToolPointer {
    const corner = this.#surface.getBoundingClientRect();
    const { zoom, pan, viewport } = viewStore.getState();
    return toolPointer(event, corner, { zoom, pan }, viewport);
  }

  #down(event: PointerEvent): void {
    // Keeps the browser from scrolling with the middle button and from selecting text; the focus is moved by hand.
    // With the Move tool the main button belongs to Konva, which lives on the mouse events that this would keep back.
    const konvas = viewStore.getState().tool === 'move' && event.button === 0 && !this.#host.panHeld && !guideInHand();
    if (!konvas) event.preventDefault();
    this.#focus.dataset.pointed = '';
    this.#focus.focus({ preventScroll: true });
    const pointer = this.#read(event);
    if (this.#host.down(pointer)) this.#surface.setPointerCapture(event.pointerId);
    this.#hover(pointer);
    this.#showCursor();
  }

  #move(event: PointerEvent): void {
    const pointer = this.#read(event);
    this.#host.move(pointer);
    // While a drag with Alt sets the brush's size, its ring stays where it began.
    const sizing = this.#host.state === 'dragging' && event.altKey && (event.buttons & 2) !== 0;
    if (!sizing) this.#hover(pointer);
  }

  #up(event: PointerEvent): void {
    this.#host.up(event.pointerId);
    if (event.pointerType === 'touch') this.#hover(null);
    this.#showCursor();
  }

  #cancel(event: PointerEvent): void {
    this.#host.cancelPointer(event.pointerId);
    this.#hover(null);
    this.#showCursor();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const corner = this.#surface.getBoundingClientRect();
    zoomBy(wheelFactor(event), { x: event.clientX - corner.x, y: event.clientY - corner.y });
  }

  #hover(pointer: ToolPointer | null): void {
    this.#sink.hover(pointer?.view ?? null);
    const { picture } = documentStore.getState();
    const at = pointer?.picture;
    const inside = at && picture && at.x >= 0 && at.y >= 0 && at.x < picture.width && at.y < picture.height ? at : null;
    const before = viewStore.getState().cursor;
    if (inside?.x !== before?.x || inside?.y !== before?.y) viewStore.setState({ cursor: inside });
  }

  #showCursor(): void {
    this.#surface.dataset.dragging = String(this.#host.state === 'dragging');
  }
}
