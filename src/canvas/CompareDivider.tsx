import type { KeyboardEvent, PointerEvent } from 'react';
import { useStore } from 'zustand';
import styles from './CompareDivider.module.css';
import { sceneExtras } from './sceneExtras';
import { scaleOf } from './viewGeometry';
import { setDivider, viewStore } from './viewStore';

const steps: Readonly<Record<string, number>> = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01, PageDown: -0.1, PageUp: 0.1 };

/** The line between the scene (left) and a staged result (right): dragged, moved by arrow keys, centred by a double click. */
export function CompareDivider() {
  const compared = useStore(sceneExtras, (state) => state.compared);
  const divider = useStore(viewStore, (state) => state.divider);
  const pan = useStore(viewStore, (state) => state.pan);
  const zoom = useStore(viewStore, (state) => state.zoom);
  const viewport = useStore(viewStore, (state) => state.viewport);
  if (!compared) return null;
  const scale = scaleOf(zoom, viewport);
  const { rect } = compared;
  const left = pan.x + rect.x * scale;
  const width = rect.width * scale;
  // Only the part in sight, so that the grip is always within reach.
  const top = Math.max(0, pan.y + rect.y * scale);
  const bottom = Math.min(viewport.height, pan.y + (rect.y + rect.height) * scale);
  if (bottom <= top) return null;

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const corner = event.currentTarget.parentElement?.getBoundingClientRect();
    if (corner) setDivider((event.clientX - corner.x - left) / width);
  };
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const end = event.key === 'Home' ? 0 : event.key === 'End' ? 1 : null;
    if (step === undefined && end === null) return;
    event.preventDefault();
    setDivider(end ?? divider + (step ?? 0) * (event.shiftKey ? 10 : 1));
  };
  const percent = Math.round(divider * 100);
  return (
    <div
      className={styles.divider}
      role="slider"
      tabIndex={0}
      aria-label="Before and after"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${percent} % before, ${100 - percent} % after`}
      style={{ left: left + width * divider, top, height: bottom - top }}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={() => setDivider(0.5)}
      onKeyDown={press}
    >
      <span className={styles.before} aria-hidden>
        Before
      </span>
      <span className={styles.grip} aria-hidden />
      <span className={styles.after} aria-hidden>
        After
      </span>
    </div>
  );
}
