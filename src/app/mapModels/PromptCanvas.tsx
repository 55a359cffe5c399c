import { useState, type PointerEvent } from 'react';
import { boxOfDrag } from '../../mapModels/promptDrag';
import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { PromptPoint } from '../../../workers/protocol/mapModels';
import { PixelCanvas } from '../dialogs/mapSource/PixelCanvas';
import styles from './MapModels.module.css';
import { tr } from '../../../workers/texts/texts';

interface PromptCanvasProps extends Size {
  readonly rgba: Uint8Array;
  readonly points: readonly PromptPoint[];
  readonly boxes: readonly Rect[];
  /** A further box stands beside those there are; else it takes their place. */
  readonly several?: boolean;
  readonly onPoint?: (point: PromptPoint) => void;
  readonly onBox: (box: Rect) => void;
}

/** The picture, on which a click adds, a click with Alt or the second button subtracts, and a drag draws a box. */
export function PromptCanvas({ width, height, rgba, points, boxes, several = false, onPoint, onBox }: PromptCanvasProps) {
  const [drag, setDrag] = useState<{
    readonly from: { x: number; y: number };
    readonly to: { x: number; y: number };
    readonly adds: boolean;
  } | null>(null);
  const place = (event: PointerEvent) => {
    const area = event.currentTarget.getBoundingClientRect();
    return {
      at: { x: ((event.clientX - area.x) / area.width) * width, y: ((event.clientY - area.y) / area.height) * height },
      scale: area.width / width,
    };
  };
  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0 && event.button !== 2) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { at } = place(event);
    setDrag({ from: at, to: at, adds: event.button === 0 && !event.altKey });
  };
  const release = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drag) return;
    const { at, scale } = place(event);
    const drawn = drag.adds ? boxOfDrag(drag.from, at, scale, { width, height }) : null;
    setDrag(null);
    if (drawn) onBox(drawn);
    else
      onPoint?.({
        x: Math.min(width - 0.5, Math.max(0.5, drag.from.x)),
        y: Math.min(height - 0.5, Math.max(0.5, drag.from.y)),
        adds: drag.adds,
      });
  };
  const dragged = drag && boxOfDrag(drag.from, drag.to, 1, { width, height });
  const shown = dragged ? [...(several ? boxes : []), dragged] : boxes;
  const dot = Math.max(width, height) / 90;
  return (
    <div
      className={styles.prompt}
      style={{ width: `min(100%, ${(340 * width) / height}px)` }}
      onContextMenu={(event) => event.preventDefault()}
      onPointerCancel={() => setDrag(null)}
    >
      <PixelCanvas
        width={width}
        height={height}
        rgba={rgba}
        tallest={340}
        label={tr`Picture to point at`}
        onPointerDown={press}
        onPointerMove={(event) => {
          if (drag) setDrag({ ...drag, to: place(event).at });
        }}
        onPointerUp={release}
      />
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
        {shown.map((box, i) => (
          <rect key={i} className={styles.box} {...box} />
        ))}
        {points.map(({ x, y, adds }, i) => (
          <circle key={i} className={adds ? styles.adds : styles.subtracts} cx={x} cy={y} r={dot} />
        ))}
      </svg>
    </div>
  );
}
