import { holdBefore } from '../compare';
import { sceneExtras } from '../../generation/recipe/sceneExtras';
import type { ToolHost } from '../tools/ToolHost';

const typingSelector = [
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"])',
  'textarea',
  'select',
  '[contenteditable="true"]',
  '[role="dialog"] *',
].join(', ');

/** Whether the Space bar belongs to what has the focus rather than to the canvas. */
function spaceIsTaken(target: EventTarget | null, overCanvas: boolean): boolean {
  if (!(target instanceof Element)) return false;
  if (target.matches(typingSelector)) return true;
  const control = target.matches(
    'button, a, summary, [role="radio"], [role="checkbox"], [role="option"], [role="menuitem"], [role="tab"], [role="switch"]',
  );
  return control && !overCanvas;
}

/** Whether the canvas, or nothing in particular, has the focus. */
function onCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && (target === document.body || target.closest('[data-canvas]') !== null);
}

/**
 * The keys that act while they are held, and Escape during a drag: Space lends the Hand while the pointer is over the canvas, without
 * pressing a focused button or scrolling; X shows the picture without the shown result. Losing the window counts as letting go.
 * Returns how to stop.
 */
export function listenForHeldKeys(host: ToolHost, overCanvas: () => boolean, onChange: () => void): () => void {
  const listeners = new AbortController();
  const options = { signal: listeners.signal, capture: true };
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && host.escape()) {
        event.preventDefault();
        event.stopPropagation();
        onChange();
      }
      if (
        onCanvas(event.target) &&
        ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey && host.commit()) || (event.key === 'Backspace' && host.back()))
      ) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (
        event.code === 'KeyX' &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.shiftKey &&
        sceneExtras.getState().compared &&
        onCanvas(event.target)
      ) {
        event.preventDefault();
        event.stopPropagation();
        holdBefore(true);
      }
      if (event.code !== 'Space' || event.ctrlKey || event.metaKey || spaceIsTaken(event.target, overCanvas())) return;
      event.preventDefault();
      if (!host.panHeld) {
        host.holdPan(true);
        onChange();
      }
    },
    options,
  );
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.code === 'KeyX') holdBefore(false);
      if (event.code !== 'Space' || !host.panHeld) return;
      event.preventDefault();
      host.holdPan(false);
      onChange();
    },
    options,
  );
  const letGo = () => {
    host.blur();
    holdBefore(false);
    onChange();
  };
  // Not while capturing: that would hear every control lose the focus.
  window.addEventListener('blur', letGo, { signal: listeners.signal });
  document.addEventListener('visibilitychange', () => document.hidden && letGo(), options);
  return () => listeners.abort();
}
