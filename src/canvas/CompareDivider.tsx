import type { KeyboardEvent, PointerEvent } from 'react';
import { useStore } from 'zustand';
import styles from './CompareDivider.module.css';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { scaleOf } from './viewGeometry';
import { setDivider, viewStore } from './viewStore';
import { tr } from '../../workers/texts/texts';

/** A side narrower than this, in CSS pixels, has no room for its tag. */
const tagRoomPx = 96;

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
};

interface CompareDividerProps {
  /** What the result is called on its tag. */
  readonly resultName: string;
}

/**
 * The line between the scene (left) and a result (right). It waits at the left edge and comes when it is dragged or moved by arrow keys; a
 * double click takes it to the middle, or back.
 */
export function CompareDivider({ resultName }: CompareDividerProps) {
  const compared = useStore(sceneExtras, (state) => state.compared);
  const before = useStore(sceneExtras, (state) => state.before);
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
  const parted = divider > 0 && divider < 1 && !before;
  const edge = { left: Math.max(0, left), right: Math.min(viewport.width, left + width) };
  const line = left + width * divider;
  return (
    <>
      {(parted && line - edge.left > tagRoomPx) || before ? (
        <span className={styles.tag} style={{ left: edge.left + 12, top: top + 12 }} aria-hidden>
          {tr`Before`}
        </span>
      ) : null}
      {parted && edge.right - line > tagRoomPx ? (
        <span className={styles.tag} style={{ right: viewport.width - edge.right + 12, top: top + 12 }} aria-hidden>
          {resultName}
        </span>
      ) : null}
      <div
        className={styles.divider}
        role="slider"
        tabIndex={0}
        aria-label={tr`Before and after`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={percent === 0 ? tr`the whole result` : tr`${percent} % before, ${100 - percent} % after`}
        data-waiting={divider === 0}
        style={{ left: Math.min(Math.max(line, 0), viewport.width), top, height: bottom - top }}
        onPointerDown={(event) => {
          if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onDoubleClick={() => setDivider(divider > 0 ? 0 : 0.5)}
        onKeyDown={press}
      >
        <span className={styles.grip} aria-hidden />
      </div>
    </>
  );
}
